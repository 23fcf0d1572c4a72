;;! why = "A section that comes twice could be read as either of them."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 01 00  01 01 00"
;;! refused = "invalid"
