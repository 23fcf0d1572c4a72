;;! why = "Structures need a garbage collector, whose work no guest pays for."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (type (struct (field i64))))
