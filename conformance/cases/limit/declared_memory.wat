;;! why = "Nodes agree on a module only if they agree on its limits: one page over the limit is refused at load."
;;! clauses = ["LIMIT-1"]
;;! limits = { memory_bytes = 65_536 }
;;! refused = "limit"
(module
  (memory 2))
