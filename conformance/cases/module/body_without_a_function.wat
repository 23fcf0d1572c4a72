;;! why = "A body must belong to a declared function."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  0a 04 01 02 00 0b"
;;! refused = "invalid"
