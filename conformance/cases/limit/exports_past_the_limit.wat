;;! why = "One export too many is refused, of whatever kind."
;;! clauses = ["LIMIT-1"]
;;! limits = { exports = 2 }
;;! refused = "limit"
(module
  (memory (export "memory") 1)
  (table (export "table") 1 funcref)
  (func (export "f") (result i64)
    i64.const 1))
