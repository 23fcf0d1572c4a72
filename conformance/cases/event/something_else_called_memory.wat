;;! why = "Where what is exported as `memory` is not a memory there is none, even if the module has one."
;;! clauses = ["EVENT-4"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 1 bytes at 0, memory has 0" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory 1)
  (global (export "memory") i64 (i64.const 1))
  (func (export "emit") (param $bytes i64) (result i64)
    (call $event_emit (i32.const 0) (i32.const 0) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
