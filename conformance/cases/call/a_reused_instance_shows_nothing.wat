;;! why = "A module without memory and without mutable globals may be served from one instance: the same call costs and gives the same ever again."
;;! clauses = ["CALL-3"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "step"
;;! expect = { returned = 3 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "step"
;;! expect = { returned = 3 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (global $step i64 (i64.const 3))
  (table 1 funcref)
  (func (export "step") (result i64)
    (i64.add (call $state_get (i32.const 0)) (global.get $step))))
