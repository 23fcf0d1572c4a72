;;! why = "What a call has grown is memory at once: the end that counts is the one at the time of the hostcall."
;;! clauses = ["EVENT-3"]
;;!
;;! [[step]]
;;! call = "emit_then_grow_and_emit"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the next call has one page again
;;! call = "emit"
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 8 bytes at 131064, memory has 65536" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit_then_grow_and_emit") (result i64)
    (drop (memory.grow (i32.const 1)))
    (i64.store (i32.const 131064) (i64.const -1))
    (call $event_emit (i32.const 0) (i32.const 131064) (i32.const 8))
    (i64.const 1))
  (func (export "emit") (result i64)
    (call $event_emit (i32.const 0) (i32.const 131064) (i32.const 8))
    (i64.const 1)))
