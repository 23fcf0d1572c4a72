;;! why = "A module may have as many globals as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { globals = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (global i64 (i64.const 1))
  (global i32 (i32.const 1))
  (func (export "f") (result i64)
    i64.const 1))
