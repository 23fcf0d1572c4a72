;;! why = "A deployer who uploads the text form learns that it must be assembled first."
;;! clauses = ["MOD-1"]
;;! bytes = "28 6d 6f 64 75 6c 65 29" # (module)
;;! refused = "text"
