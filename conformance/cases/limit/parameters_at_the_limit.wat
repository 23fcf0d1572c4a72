;;! why = "A function may take as many parameters as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_parameters = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (type (func (param i64 i64)))
  (func (export "f") (result i64)
    i64.const 1))
