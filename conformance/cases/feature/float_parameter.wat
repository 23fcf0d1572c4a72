;;! why = "Floats are refused where they are declared, used or not."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (param f32)))
