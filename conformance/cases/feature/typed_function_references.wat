;;! why = "A reference to a function of a known type is refused: tables hold `funcref`."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (type $t (func))
  (func (param (ref null $t))))
