;;! why = "A deployer who uploads nothing learns that it was nothing."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = ""
;;! refused = "empty"
;;! message = "the module is empty: 0 bytes; a WebAssembly binary starts with the bytes 00 61 73 6d 01 00 00 00"
