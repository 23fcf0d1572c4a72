;;! why = "What follows the last section is read as a section, so rubbish after a module is not ignored."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 04 01 60 00 00  00"
;;! refused = "truncated"
