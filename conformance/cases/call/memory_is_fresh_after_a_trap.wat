;;! why = "A call that is stopped leaves nothing in memory either."
;;! clauses = ["CALL-2", "CALL-4"]
;;!
;;! [[step]]
;;! call = "write_and_stop"
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! call = "read"
;;! expect = { returned = 0 }
(module
  (memory 1)
  (func (export "write_and_stop") (result i64)
    (i64.store (i32.const 8) (i64.const -1))
    (unreachable))
  (func (export "read") (result i64)
    (i64.load (i32.const 8))))
