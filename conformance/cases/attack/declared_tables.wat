;;! why = "One table more than a module may have."
;;! clauses = ["ATTACK-1"]
;;! refused = "limit"
(module
  (table 1 funcref)
  (table 1 funcref)
  (table 1 funcref)
  (table 1 funcref)
  (table 1 funcref))
