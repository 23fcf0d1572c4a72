;;! why = "A type with one parameter too many is refused, used or not."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_parameters = 2 }
;;! refused = "limit"
(module
  (type (func (param i64 i64 i32)))
  (func (export "f") (result i64)
    i64.const 1))
