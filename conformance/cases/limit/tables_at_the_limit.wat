;;! why = "A module may have as many tables as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { tables = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (table 1 funcref)
  (table 1 funcref)
  (func (export "f") (result i64)
    i64.const 1))
