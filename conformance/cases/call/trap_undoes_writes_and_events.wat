;;! why = "The caller must not see half a change: after a trap the state is as before and no event was logged, but gas stays charged."
;;! clauses = ["CALL-1"]
;;!
;;! [[step]]
;;! state = { 0 = 5 }
;;! call = "write_emit_charge_trap"
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! take_events = true
;;! call = "read"
;;! expect = { returned = 5 }
;;!
;;! [[step]] # 10 of 15 are used
;;! budgets = { 0 = 15 }
;;! call = "write_emit_charge_trap"
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 15 exceeded (20 > 15)" }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "write_emit_charge_trap") (result i64)
    i32.const 0
    i64.const 6
    call $state_set
    i32.const 3
    i32.const 0
    i32.const 0
    call $event_emit
    i32.const 0
    i64.const 10
    call $gas_consume
    unreachable)
  (func (export "read") (result i64)
    i32.const 0
    call $state_get))
