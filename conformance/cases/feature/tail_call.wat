;;! why = "A tail call would be a loop that neither the stack nor its price knows."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func $f (result i64)
    return_call $f))
