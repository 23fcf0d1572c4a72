;;! why = "A log that nobody empties takes no more events than its bytes allow; emptied, it takes them again."
;;! clauses = ["LIMIT-3"]
;;! limits = { event_log_bytes = 200 } # an event counts 64 besides its payload: two of 36 bytes fit
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [2]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [1]
;;! expect = { trap = "event-log-limit", message = "event log full: event 7 would make it 300 bytes, the limit is 200" }
;;!
;;! [[step]]
;;! take_events = true
;;! call = "emit"
;;! args = [1]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # events of a call that traps take no room
;;! call = "emit"
;;! args = [2]
;;! expect = { trap = "event-log-limit" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [1]
;;! expect = { returned = 0 }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit") (param $times i64) (result i64)
    (loop $again
      (call $event_emit (i32.const 7) (i32.const 0) (i32.const 36))
      (local.set $times (i64.sub (local.get $times) (i64.const 1)))
      (br_if $again (i64.ne (local.get $times) (i64.const 0))))
    (local.get $times)))
