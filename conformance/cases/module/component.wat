;;! why = "A component is WebAssembly too, but not a core module."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = "00 61 73 6d 0d 00 01 00"
;;! refused = "component"
;;! message = "a component (version field 0d 00 01 00 at byte 4): only core modules are allowed, 01 00 00 00"
