;;! why = "Writing 0 is a write: it is in the receipt, and the slot is in use."
;;! clauses = ["LIMIT-3", "STATE-2"]
;;! limits = { state_slots = 1 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, 0]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [1, 0]
;;! expect = { trap = "state-slot-limit" }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, 0]
;;! expect = { returned = 0 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
