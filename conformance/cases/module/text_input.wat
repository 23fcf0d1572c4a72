;;! why = "A deployer who uploads the text form learns that it must be assembled first."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = "28 6d 6f 64 75 6c 65 29" # (module)
;;! refused = "text"
;;! message = "the module is text, not a WebAssembly binary: it starts with `(module)`; assemble it first (`wat2wasm`, `wat::parse_str`)"
