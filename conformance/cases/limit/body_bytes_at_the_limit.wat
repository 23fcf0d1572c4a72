;;! why = "A function body may be as long as is allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_body_bytes = 4 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (func
    nop)
  (func (export "f") (result i64)
    i64.const 1))
