;;! why = "An event whose bytes cannot be paid is out of fuel; one that is refused by a limit never asks for them."
;;! clauses = ["FUEL-6"]
;;! limits = { event_bytes_per_call = 1000 }
;;!
;;! [[step]] # 170,000 + 1 + 5 instructions + 600 + 1,000 bytes, 1 for the value, 1 that must be left
;;! fuel = 171_608
;;! call = "emit"
;;! args = [1000]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 171_606
;;! call = "emit"
;;! args = [1000]
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]]
;;! fuel = 170_607
;;! call = "emit"
;;! args = [1001]
;;! expect = { trap = "event-bytes-limit" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit") (param $bytes i64) (result i64)
    (call $event_emit (i32.const 0) (i32.const 0) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
