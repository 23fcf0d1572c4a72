;;! why = "A module must validate: what is called must exist."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (export "f") (result i64)
    call 1))
