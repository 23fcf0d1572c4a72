;;! why = "A local that was not set is 0, in every call and at every depth."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "dirty_then_clean"
;;! expect = { returned = 0 }
(module
  (func $dirty (param i64) (result i64)
    (local i64 i64)
    (local.set 1 (i64.const -1))
    (local.set 2 (i64.const -1))
    (i64.add (local.get 1) (local.get 2)))
  (func $clean (param i64) (result i64)
    (local i64 i64)
    (i64.add (local.get 1) (local.get 2)))
  (func (export "dirty_then_clean") (result i64)
    (drop (call $dirty (i64.const 0)))
    (call $clean (i64.const 0))))
