;;! why = "The limit on slots is for modules: state that a host restores is kept, and what is in use stays writable."
;;! clauses = ["LIMIT-3"]
;;! limits = { state_slots = 1 }
;;!
;;! [[step]]
;;! state = { 1 = 10, 2 = 20, 3 = 30 }
;;! call = "write"
;;! args = [3, 31]
;;! expect = { returned = 31 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [4, 40]
;;! expect = { trap = "state-slot-limit", message = "too many state slots: slot 4 would be number 2, the limit is 1" }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
