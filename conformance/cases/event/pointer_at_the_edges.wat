;;! why = "A pointer is unsigned: what is negative lies far past the end of memory, with a payload and without."
;;! clauses = ["EVENT-3", "MOD-3"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 0, 1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, -1, 0]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 0 bytes at 4294967295, memory has 65536" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, -1, 1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 1 bytes at 4294967295, memory has 65536" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, -2147483648, 1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 0 takes 1 bytes at 2147483648, memory has 65536" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 2147483647, 1]
;;! expect = { trap = "event-out-of-range" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 65532) "last")
  (func (export "emit") (param $id i64) (param $at i64) (param $bytes i64) (result i64)
    (call $event_emit
      (i32.wrap_i64 (local.get $id)) (i32.wrap_i64 (local.get $at)) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
