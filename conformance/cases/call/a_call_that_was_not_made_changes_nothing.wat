;;! why = "A call of nothing leaves state, events, gas and fuel as they were."
;;! clauses = ["CALL-5", "FUEL-11"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "work"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "work"
;;! args = [1]
;;! expect = { host_error = "argument-count", message = "`work` takes 0 arguments, 1 were given" }
;;!
;;! [[step]]
;;! call = "play"
;;! expect = { host_error = "unknown-export" }
;;!
;;! [[step]] # its one event, and the fuel of one call gone
;;! take_events = true
;;! call = "work"
;;! expect = { returned = 1 }
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "work") (result i64)
    (call $state_set (i32.const 0) (i64.const 1))
    (call $event_emit (i32.const 0) (i32.const 0) (i32.const 0))
    (call $gas_consume (i32.const 0) (i64.const 1))
    (i64.const 1)))
