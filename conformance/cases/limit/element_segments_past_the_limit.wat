;;! why = "One element segment too many is refused: active, passive or only declared."
;;! clauses = ["LIMIT-1"]
;;! limits = { element_segments = 2 }
;;! refused = "limit"
(module
  (table 1 funcref)
  (elem (i32.const 0) $f)
  (elem func $f)
  (elem declare func $f)
  (func $f)
  (func (export "f") (result i64)
    i64.const 1))
