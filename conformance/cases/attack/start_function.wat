;;! why = "Code that would run at load, before any budget."
;;! clauses = ["ATTACK-1"]
;;! refused = "start"
(module
  (func $spin
    (loop $again
      (br $again)))
  (start $spin))
