;;! why = "A table of the host would hold functions of the host."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "env" "table" (table 1 funcref)))
