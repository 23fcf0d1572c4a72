;;! why = "A kilobyte an event, until one call may emit no more bytes."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 3_000_000
;;! call = "attack"
;;! expect = { trap = "event-bytes-limit" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "attack") (result i64)
    (loop $again
      (call $event_emit (i32.const 0) (i32.const 0) (i32.const 1025))
      (br $again))
    unreachable))
