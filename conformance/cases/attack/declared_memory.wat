;;! why = "4 GiB declared."
;;! clauses = ["ATTACK-1"]
;;! refused = "limit"
(module
  (memory 65536))
