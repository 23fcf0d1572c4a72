;;! why = "A section that says it is longer than what is in it is refused."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 05 01 60 00 00 00"
;;! refused = "invalid"
