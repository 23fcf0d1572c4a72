;;! why = "A module may define as many functions as are allowed; imports are not counted."
;;! clauses = ["LIMIT-1"]
;;! limits = { functions = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (import "env" "state_get" (func (param i32) (result i64)))
  (func)
  (func (export "f") (result i64)
    i64.const 1))
