;;! why = "One function too many is refused: each costs its host time to compile."
;;! clauses = ["LIMIT-1"]
;;! limits = { functions = 2 }
;;! refused = "limit"
(module
  (func)
  (func)
  (func (export "f") (result i64)
    i64.const 1))
