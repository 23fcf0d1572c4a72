;;! why = "One table too many is refused: each takes room in every instance."
;;! clauses = ["LIMIT-1"]
;;! limits = { tables = 2 }
;;! refused = "limit"
(module
  (table 1 funcref)
  (table 1 funcref)
  (table 0 funcref)
  (func (export "f") (result i64)
    i64.const 1))
