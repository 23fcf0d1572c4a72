;;! why = "Nothing in a module is skipped because it is not known, or two hosts could read it differently."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  7f 00"
;;! refused = "invalid"
