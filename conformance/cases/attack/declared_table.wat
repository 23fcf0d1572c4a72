;;! why = "A table of 4,294,967,295 elements declared."
;;! clauses = ["ATTACK-1"]
;;! refused = "limit"
(module
  (table 4294967295 funcref))
