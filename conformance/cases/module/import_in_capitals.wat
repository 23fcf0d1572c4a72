;;! why = "Names are compared byte for byte."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "env" "State_Get" (func (param i32) (result i64))))
