;;! why = "As many events as asked for, of as many bytes as asked for, kept in the log and in the receipt."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 2_000_000
;;! take_events = true
;;! call = "attack"
;;! args = [3, 10]
;;! expect = { returned = 0 }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 16)
  (func (export "attack") (param $events i64) (param $bytes i64) (result i64)
    (loop $again
      (call $event_emit (i32.const 0) (i32.const 0) (i32.wrap_i64 (local.get $bytes)))
      (local.set $events (i64.sub (local.get $events) (i64.const 1)))
      (br_if $again (i64.ne (local.get $events) (i64.const 0))))
    (i64.const 0)))
