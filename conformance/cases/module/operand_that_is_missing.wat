;;! why = "A module must validate: an instruction without its operand is refused."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (export "f") (result i64)
    i64.const 1
    i64.add))
