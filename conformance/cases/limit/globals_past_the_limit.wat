;;! why = "One global too many is refused: each call starts with all of them."
;;! clauses = ["LIMIT-1"]
;;! limits = { globals = 2 }
;;! refused = "limit"
(module
  (global i64 (i64.const 1))
  (global i32 (i32.const 1))
  (global (mut i64) (i64.const 1))
  (func (export "f") (result i64)
    i64.const 1))
