;;! why = "A local that is a float is refused even though nothing reads it."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (local f64)))
