;;! why = "Whatever a hostcall refuses, the fuel that was left is exact and stays."
;;! clauses = ["FUEL-5"]
;;! limits = { state_slots = 0, gas_dimensions = 1, events_per_call = 0 }
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "write"
;;! expect = { trap = "state-slot-limit", message = "too many state slots: slot 0 would be number 1, the limit is 0" }
;;!
;;! [[step]]
;;! budgets = { 0 = 1 }
;;! call = "charge"
;;! args = [0, 2]
;;! expect = { trap = "out-of-gas" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, -2]
;;! expect = { trap = "negative-gas" }
;;!
;;! [[step]]
;;! clear_budgets = [0]
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [1, 1]
;;! expect = { trap = "gas-dimension-limit" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [1]
;;! expect = { trap = "event-out-of-range" }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0]
;;! expect = { trap = "event-limit", message = "too many events: event 0 would be number 1 of this call, the limit is 0" }
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "write") (result i64)
    (call $state_set (i32.const 0) (i64.const 1))
    (i64.const 1))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "emit") (param $bytes i64) (result i64)
    (call $event_emit (i32.const 0) (i32.const 0) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
