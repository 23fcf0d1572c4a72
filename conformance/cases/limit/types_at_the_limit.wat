;;! why = "As many types as are allowed are not too many."
;;! clauses = ["LIMIT-1"]
;;! limits = { types = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (type (func (result i64)))
  (type (func))
  (func (export "f") (result i64)
    i64.const 1))
