;;! why = "A table has no indices of 64 bits either."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (table i64 1 funcref))
