;;! why = "A payload may end where memory ends, and not one byte further; the sum of pointer and length cannot wrap."
;;! clauses = ["EVENT-3"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [65535, 1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [65535, 2]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 2 takes 2 bytes at 65535, memory has 65536" }
;;!
;;! [[step]] # nothing, at the end
;;! call = "emit"
;;! args = [65536, 0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # nothing, past the end
;;! call = "emit"
;;! args = [65537, 0]
;;! expect = { trap = "event-out-of-range" }
;;!
;;! [[step]] # wrapped, the end would be 1; 4 GiB are not allocated to find out
;;! call = "emit"
;;! args = [2, -1]
;;! expect = { trap = "event-out-of-range", message = "event out of range: event 2 takes 4294967295 bytes at 2, memory has 65536" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit") (param $pointer i64) (param $length i64) (result i64)
    i32.const 2
    local.get $pointer
    i32.wrap_i64
    local.get $length
    i32.wrap_i64
    call $event_emit
    i64.const 1))
