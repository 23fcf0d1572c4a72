;;! why = "A function may have as many locals as are allowed; parameters are not counted."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_locals = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (func (param i64) (local i64 i32))
  (func (export "f") (result i64)
    i64.const 1))
