;;! why = "An upload that broke off is told from one that is wrong."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 0a 02 60" # a type section of 10 bytes, of which 2 are there
;;! refused = "truncated"
;;! message = "the module is truncated: it ends after 12 bytes, inside the part that starts at byte 8"
