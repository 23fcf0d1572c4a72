;;! why = "A module must validate: an `i32` where the function promises an `i64` is refused, and the message says where."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (export "f") (result i64)
    i32.const 1))
