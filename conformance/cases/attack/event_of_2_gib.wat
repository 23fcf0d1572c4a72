;;! why = "An event longer than memory is refused before the host takes room for it."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "event-out-of-range" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "attack") (result i64)
    (call $event_emit (i32.const 0) (i32.const 0) (i32.const 0x80000000))
    (i64.const 0)))
