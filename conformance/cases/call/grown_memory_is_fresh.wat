;;! why = "Memory that a call has grown is as small as declared at the next, and is paid for again when it grows again."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! fuel = 400_000
;;! call = "grow"
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! fuel = 400_000
;;! call = "grow"
;;! expect = { returned = 2 }
(module
  (memory 1)
  (func (export "grow") (result i64)
    (drop (memory.grow (i32.const 1)))
    (i64.extend_i32_u (memory.size))))
