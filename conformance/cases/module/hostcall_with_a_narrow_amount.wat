;;! why = "An amount of gas has 64 bits: one of 32 is another function."
;;! clauses = ["MOD-3"]
;;! refused = "import-type"
(module
  (import "env" "gas_consume" (func (param i32 i32))))
