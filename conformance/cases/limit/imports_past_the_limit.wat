;;! why = "One import too many is refused before room is made for any of them."
;;! clauses = ["LIMIT-1"]
;;! limits = { imports = 2 }
;;! refused = "limit"
(module
  (import "env" "state_get" (func $once (param i32) (result i64)))
  (import "env" "state_get" (func $twice (param i32) (result i64)))
  (import "env" "state_get" (func $thrice (param i32) (result i64))))
