;;! why = "An event has a pointer and a length, and nothing after them."
;;! clauses = ["MOD-3"]
;;! refused = "import-type"
(module
  (import "env" "event_emit" (func (param i32 i32 i32 i32))))
