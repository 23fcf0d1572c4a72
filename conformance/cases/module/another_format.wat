;;! why = "An executable of another kind is told by its first bytes."
;;! clauses = ["MOD-1"]
;;! bytes = "7f 45 4c 46 02 01 01 00"
;;! refused = "not-web-assembly"
