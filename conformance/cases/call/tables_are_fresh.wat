;;! why = "A table entry that a call overwrites is as declared at the next, so no call can swap a function for another."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "call_then_swap"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "call_then_swap"
;;! expect = { returned = 1 }
(module
  (type $getter (func (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) $one)
  (elem declare func $two)
  (func $one (result i64)
    i64.const 1)
  (func $two (result i64)
    i64.const 2)
  (func (export "call_then_swap") (result i64)
    (call_indirect (type $getter) (i32.const 0))
    (table.set (i32.const 0) (ref.func $two))))
