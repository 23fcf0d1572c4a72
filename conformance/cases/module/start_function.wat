;;! why = "Code that runs at load would run before any budget is set."
;;! clauses = ["MOD-5"]
;;! refused = "start"
(module
  (func $at_load
    loop
      br 0
    end)
  (start $at_load))
