;;! why = "A binary that is one byte too long is refused before it is read."
;;! clauses = ["LIMIT-1"]
;;! limits = { module_bytes = 8 }
;;! bytes = "00 61 73 6d 01 00 00 00  00"
;;! refused = "limit"
