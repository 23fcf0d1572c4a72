;;! why = "A table may start with as many elements as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { table_elements = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (table 2 funcref)
  (table 2 funcref)
  (func (export "f") (result i64)
    i64.const 1))
