;;! why = "Exceptions would be a way out of a call that is no trap."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (tag $e (param i64))
  (func
    i64.const 1
    throw $e))
