;;! why = "An empty name is a name, and not one of the four."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "" "" (func)))
