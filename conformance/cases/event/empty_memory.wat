;;! why = "A memory of no pages is a memory: nothing at its start is in range, nothing one byte on is not."
;;! clauses = ["EVENT-3"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 0 bytes at 1, memory has 0" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 0)
  (func (export "emit") (param $at i64) (result i64)
    (call $event_emit (i32.const 0) (i32.wrap_i64 (local.get $at)) (i32.const 0))
    (i64.const 1)))
