;;! why = "Types take room in the host, used or not: one more than allowed is refused."
;;! clauses = ["LIMIT-1"]
;;! limits = { types = 2 }
;;! refused = "limit"
(module
  (type (func (result i64)))
  (type (func))
  (type (func (param i64)))
  (func (export "f") (result i64)
    i64.const 1))
