;;! why = "A hostcall that is imported without its result is refused."
;;! clauses = ["MOD-3"]
;;! refused = "import-type"
(module
  (import "env" "state_get" (func (param i32))))
