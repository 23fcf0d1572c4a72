;;! why = "A length is unsigned too, and is refused before anything is copied."
;;! clauses = ["EVENT-3"]
;;! limits = { event_bytes_per_call = 65536 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 0, 65536]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 0, 65537]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 65537 bytes at 0, memory has 65536" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 0, -1]
;;! expect = { trap = "event-out-of-range" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 0, -2147483648]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 2147483648 bytes at 0, memory has 65536" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 65532) "last")
  (func (export "emit") (param $id i64) (param $at i64) (param $bytes i64) (result i64)
    (call $event_emit
      (i32.wrap_i64 (local.get $id)) (i32.wrap_i64 (local.get $at)) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
