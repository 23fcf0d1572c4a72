;;! why = "Writing what a slot already holds is a write like any other, and costs the same."
;;! clauses = ["FUEL-6", "STATE-2"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "write"
;;! args = [0, 7]
;;! expect = { returned = 7 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "write"
;;! args = [0, 7]
;;! expect = { returned = 7 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
