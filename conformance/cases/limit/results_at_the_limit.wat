;;! why = "A function may give as many results as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_results = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (type (func (result i64 i64)))
  (func (export "f") (result i64)
    i64.const 1))
