;;! why = "Memory is the module's own: one of the host would be shared between calls."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "env" "memory" (memory 1)))
