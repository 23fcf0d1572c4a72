;;! why = "The right name in another namespace is not the hostcall."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "host" "state_get" (func (param i32) (result i64))))
