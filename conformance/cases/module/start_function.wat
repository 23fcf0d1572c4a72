;;! why = "Code that runs at load would run before any budget is set."
;;! clauses = ["MOD-5", "MOD-8"]
;;! refused = "start"
;;! message = "a start section at byte 20 (function 0): load runs no guest code, no start function is allowed"
(module
  (func $at_load
    loop
      br 0
    end)
  (start $at_load))
