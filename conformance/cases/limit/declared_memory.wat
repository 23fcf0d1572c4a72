;;! why = "Nodes agree on a module only if they agree on its limits: one page over the limit is refused at load."
;;! clauses = ["LIMIT-1", "MOD-8"]
;;! limits = { memory_bytes = 65_536 }
;;! refused = "limit"
;;! message = "too many bytes of memory at byte 11: 131072, the limit is 65536"
(module
  (memory 2))
