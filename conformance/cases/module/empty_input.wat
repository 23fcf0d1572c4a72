;;! why = "A deployer who uploads nothing learns that it was nothing."
;;! clauses = ["MOD-1"]
;;! bytes = ""
;;! refused = "empty"
