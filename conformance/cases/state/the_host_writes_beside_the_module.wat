;;! why = "A host that restores state may write any slot; the module reads it, and overwrites it."
;;! clauses = ["STATE-1", "STATE-2"]
;;!
;;! [[step]]
;;! state = { 3 = 30, 4294967295 = -30 }
;;! call = "read"
;;! args = [3]
;;! expect = { returned = 30 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [-1]
;;! expect = { returned = -30 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [3, 31]
;;! expect = { returned = 31 }
;;!
;;! [[step]]
;;! state = { 3 = 32 }
;;! call = "read"
;;! args = [3]
;;! expect = { returned = 32 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
