;;! why = "A body one byte too long is refused, whatever it does."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_body_bytes = 4 }
;;! refused = "limit"
(module
  (func
    nop
    nop
    nop)
  (func (export "f") (result i64)
    i64.const 1))
