;;! why = "A local that is an `externref` is refused like a table of them."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (local externref)))
