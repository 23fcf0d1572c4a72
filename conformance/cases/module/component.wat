;;! why = "A component is WebAssembly too, but not a core module."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 0d 00 01 00"
;;! refused = "component"
