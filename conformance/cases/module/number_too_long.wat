;;! why = "A number has no more bytes than its type can need: one value has not endless spellings."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 80 80 80 80 80 00"
;;! refused = "invalid"
