;;! why = "A module without an exported memory can still emit, but only an empty payload, wherever it points."
;;! clauses = ["EVENT-4"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [-1, 0]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 2 takes 1 bytes at 0, memory has 0" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "emit") (param $pointer i64) (param $length i64) (result i64)
    i32.const 2
    local.get $pointer
    i32.wrap_i64
    local.get $length
    i32.wrap_i64
    call $event_emit
    i64.const 1))
