;;! why = "A module may have as many imports as are allowed; one that is repeated counts each time."
;;! clauses = ["LIMIT-1"]
;;! limits = { imports = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 0 }
(module
  (import "env" "state_get" (func $once (param i32) (result i64)))
  (import "env" "state_get" (func $twice (param i32) (result i64)))
  (func (export "f") (result i64)
    (i64.add (call $once (i32.const 0)) (call $twice (i32.const 0)))))
