;;! why = "An element segment that a call has dropped is there again at the next."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "use_and_drop"
;;! expect = { returned = 7 }
;;!
;;! [[step]]
;;! call = "use_and_drop"
;;! expect = { returned = 7 }
(module
  (type $getter (func (result i64)))
  (table 1 funcref)
  (elem $seven func $f)
  (func $f (result i64)
    i64.const 7)
  (func (export "use_and_drop") (result i64)
    (table.init $seven (i32.const 0) (i32.const 0) (i32.const 1))
    (elem.drop $seven)
    (call_indirect (type $getter) (i32.const 0))))
