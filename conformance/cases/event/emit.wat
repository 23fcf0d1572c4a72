;;! why = "Events are logged in the order they were emitted, and stay until the host takes them; a payload byte costs one unit."
;;! clauses = ["EVENT-1", "FUEL-6"]
;;!
;;! [[step]]
;;! call = "greet"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "long"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # those of both calls
;;! take_events = true
;;!
;;! [[step]] # none is left
;;! take_events = true
;;! call = "greet"
;;! expect = { returned = 1 }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "hello\1b[0m, a payload that is longer than what a transcript shows")
  (func (export "greet") (result i64)
    i32.const 0
    i32.const 0
    i32.const 5
    call $event_emit
    i32.const 1
    i32.const 0
    i32.const 0
    call $event_emit
    i64.const 1)
  (func (export "long") (result i64)
    i32.const -1
    i32.const 0
    i32.const 64
    call $event_emit
    i64.const 1))
