;;! why = "A reference to something of the host has no meaning here."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (table 1 externref))
