;;! why = "A slot that a stopped call wrote for the first time is not in use: the limit on slots still has room for another."
;;! clauses = ["CALL-1", "LIMIT-3"]
;;! limits = { state_slots = 1 }
;;!
;;! [[step]]
;;! call = "write_and_stop"
;;! args = [0]
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0]
;;! expect = { trap = "state-slot-limit" }
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write_and_stop") (param $slot i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (i64.const 1))
    (unreachable))
  (func (export "write") (param $slot i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (i64.const 1))
    (i64.const 1)))
