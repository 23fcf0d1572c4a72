;;! why = "A global of the host would be state outside the slots."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "env" "count" (global (mut i64))))
