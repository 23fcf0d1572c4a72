;;! why = "The hostcalls take addresses of 32 bits, so a memory has no others."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (memory i64 1))
