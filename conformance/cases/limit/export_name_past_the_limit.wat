;;! why = "A name with one byte too many is refused; bytes count, not characters."
;;! clauses = ["LIMIT-1"]
;;! limits = { export_name_bytes = 4 }
;;! refused = "limit"
(module
  (func (export "d\c3\a9j\c3\a0") (result i64)
    i64.const 1))
