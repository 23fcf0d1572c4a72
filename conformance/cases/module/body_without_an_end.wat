;;! why = "A body that does not end is not completed for its author."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 04 01 60 00 00  03 02 01 00  0a 04 01 02 00 01"
;;! refused = "invalid"
;;! message = "invalid module at byte 24: control frames remain at end of function body or expression; allowed are core WebAssembly 1.0 without floats, mutable globals, sign extension, multi-value, bulk memory and function references in tables"
