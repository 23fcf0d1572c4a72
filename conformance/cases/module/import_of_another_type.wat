;;! why = "A hostcall has exactly one signature: a dimension of 64 bits is refused, not cut."
;;! clauses = ["MOD-3"]
;;! refused = "import-type"
(module
  (import "env" "gas_consume" (func (param i64 i64))))
