;;! why = "A section before one that must come first is refused."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  03 01 00  01 01 00" # functions, then types
;;! refused = "invalid"
