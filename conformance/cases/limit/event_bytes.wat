;;! why = "The payloads of one call together are limited, so that no call can fill the host's memory."
;;! clauses = ["LIMIT-3"]
;;! limits = { event_bytes_per_call = 10 }
;;!
;;! [[step]]
;;! call = "emit_two"
;;! args = [5, 5]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit_two"
;;! args = [5, 6]
;;! expect = { trap = "event-bytes-limit", message = "too many event bytes: event 1 would make it 11 in this call, the limit is 10" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit_two") (param $first i64) (param $second i64) (result i64)
    i32.const 0
    i32.const 0
    local.get $first
    i32.wrap_i64
    call $event_emit
    i32.const 1
    i32.const 0
    local.get $second
    i32.wrap_i64
    call $event_emit
    i64.const 1))
