;;! why = "An executable of another kind is told by its first bytes."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = "7f 45 4c 46 02 01 01 00"
;;! refused = "not-web-assembly"
;;! message = "not WebAssembly: the first bytes are [7f, 45, 4c, 46]; a binary starts with 00 61 73 6d 01 00 00 00"
