;;! why = "One data segment too many is refused, empty or not."
;;! clauses = ["LIMIT-1"]
;;! limits = { data_segments = 2 }
;;! refused = "limit"
(module
  (memory 1)
  (data (i32.const 0) "x")
  (data "y")
  (data "")
  (func (export "f") (result i64)
    i64.const 1))
