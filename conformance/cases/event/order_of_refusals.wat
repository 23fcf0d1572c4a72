;;! why = "An event with several things wrong is refused for its range first, then for one event too many, then for its bytes, then for the log."
;;! clauses = ["FUEL-6", "LIMIT-3"]
;;! limits = { events_per_call = 1, event_bytes_per_call = 10, event_log_bytes = 80 }
;;!
;;! [[step]] # out of range, the second event, too many bytes, and the log full
;;! call = "emit_two"
;;! args = [65537]
;;! expect = { trap = "event-out-of-range" }
;;!
;;! [[step]] # the second event, too many bytes, and the log full
;;! call = "emit_two"
;;! args = [65536]
;;! expect = { trap = "event-limit" }
;;!
;;! [[step]] # too many bytes, and the log full
;;! call = "emit"
;;! args = [17]
;;! expect = { trap = "event-bytes-limit" }
;;!
;;! [[step]] # 64 of 80 bytes are taken
;;! call = "emit"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [10]
;;! expect = { trap = "event-log-limit", message = "event log full: event 1 would make it 138 bytes, the limit is 80" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit") (param $first i64) (result i64)
    (call $event_emit (i32.const 1) (i32.const 0) (i32.wrap_i64 (local.get $first)))
    (i64.const 1))
  (func (export "emit_two") (param $second i64) (result i64)
    (call $event_emit (i32.const 1) (i32.const 0) (i32.const 0))
    (call $event_emit (i32.const 2) (i32.const 0) (i32.wrap_i64 (local.get $second)))
    (i64.const 1)))
