;;! why = "A table that a call has grown is as small as declared at the next."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "grow"
;;! expect = { returned = 4 }
;;!
;;! [[step]]
;;! call = "grow"
;;! expect = { returned = 4 }
(module
  (table 1 funcref)
  (func (export "grow") (result i64)
    (drop (table.grow (ref.null func) (i32.const 3)))
    (i64.extend_i32_u (table.size))))
