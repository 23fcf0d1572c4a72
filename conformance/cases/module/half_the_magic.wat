;;! why = "Even two bytes can be the start of a module."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61"
;;! refused = "truncated"
