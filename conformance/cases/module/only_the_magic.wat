;;! why = "Four bytes of eight are the start of a module, not another format."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d"
;;! refused = "truncated"
