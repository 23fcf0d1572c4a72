;;! why = "One import too many is refused, though it is one of the four."
;;! clauses = ["LIMIT-1"]
;;! limits = { imports = 2 }
;;! refused = "limit"
(module
  (import "env" "state_get" (func (param i32) (result i64)))
  (import "env" "state_get" (func (param i32) (result i64)))
  (import "env" "state_set" (func (param i32 i64)))
  (func (export "f") (result i64)
    i64.const 1))
