;;! why = "A slot that is only read is not in use, however many are."
;;! clauses = ["LIMIT-3", "STATE-1"]
;;! limits = { state_slots = 1 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [5]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [6]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [7, 70]
;;! expect = { returned = 70 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
