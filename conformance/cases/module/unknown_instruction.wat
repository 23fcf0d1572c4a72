;;! why = "An instruction that is not known is refused when the module is loaded, not when it is reached."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 04 01 60 00 00  03 02 01 00  0a 05 01 03 00 27 0b"
;;! refused = "invalid"
