;;! why = "A global that is a float is refused."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (global f64 (f64.const 0)))
