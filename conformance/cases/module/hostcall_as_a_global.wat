;;! why = "A hostcall is a function: the name alone is not enough."
;;! clauses = ["MOD-3"]
;;! refused = "import-type"
(module
  (import "env" "gas_consume" (global i64)))
