;;! why = "A module may import as often as is allowed; a hostcall that is imported twice counts twice."
;;! clauses = ["LIMIT-1"]
;;! limits = { imports = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (import "env" "state_get" (func (param i32) (result i64)))
  (import "env" "state_get" (func (param i32) (result i64)))
  (func (export "f") (result i64)
    i64.const 1))
