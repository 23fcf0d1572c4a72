;;! why = "A section that says it is longer than what is there is an upload that broke off."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 ff ff ff ff 0f  00"
;;! refused = "truncated"
