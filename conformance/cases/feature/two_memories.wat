;;! why = "The host reads payloads from one memory, so a module has no second."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (memory 1)
  (memory 1))
