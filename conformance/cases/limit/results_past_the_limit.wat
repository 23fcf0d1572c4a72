;;! why = "A type with one result too many is refused, used or not."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_results = 2 }
;;! refused = "limit"
(module
  (type (func (result i64 i64 i32)))
  (func (export "f") (result i64)
    i64.const 1))
