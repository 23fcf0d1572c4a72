;;! why = "Event after event, until one call may emit no more."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "event-limit" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "attack") (result i64)
    (loop $again
      (call $event_emit (i32.const 0) (i32.const 0) (i32.const 0))
      (br $again))
    unreachable))
