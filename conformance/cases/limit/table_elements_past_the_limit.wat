;;! why = "One element too many at the start is refused, in any of the tables."
;;! clauses = ["LIMIT-1"]
;;! limits = { table_elements = 2 }
;;! refused = "limit"
(module
  (table 2 funcref)
  (table 3 funcref)
  (func (export "f") (result i64)
    i64.const 1))
