;;! why = "A pointer and a length whose sum passes 4 GiB do not come round to the start of memory."
;;! clauses = ["EVENT-3"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, -1, 2]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 2 bytes at 4294967295, memory has 65536" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 1, -1]
;;! expect = { trap = "event-out-of-range" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, -1, -1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 4294967295 bytes at 4294967295, memory has 65536" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 65532) "last")
  (func (export "emit") (param $id i64) (param $at i64) (param $bytes i64) (result i64)
    (call $event_emit
      (i32.wrap_i64 (local.get $id)) (i32.wrap_i64 (local.get $at)) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
