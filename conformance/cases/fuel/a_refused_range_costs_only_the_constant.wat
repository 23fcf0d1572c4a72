;;! why = "An absurd range is refused before its bytes are paid for."
;;! clauses = ["EVENT-3", "FUEL-6"]
;;!
;;! [[step]] # 170,000 + 1 + 5 instructions + 600
;;! fuel = 170_607
;;! call = "emit"
;;! args = [-1]
;;! expect = { trap = "event-out-of-range" }
;;!
;;! [[step]]
;;! fuel = 170_606
;;! call = "emit"
;;! args = [-1]
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "emit") (param $bytes i64) (result i64)
    (call $event_emit (i32.const 0) (i32.const 0) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
