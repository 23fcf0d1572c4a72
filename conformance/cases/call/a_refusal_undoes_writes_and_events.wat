;;! why = "A call that a hostcall refuses has written nothing and said nothing; what it charged before stays charged."
;;! clauses = ["CALL-1", "GAS-2"]
;;!
;;! [[step]] # what there was before
;;! state = { 0 = 5 }
;;! call = "work"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! state = { 0 = 5, 1 = 6 }
;;! take_events = true
;;! call = "work_then_stop"
;;! expect = { trap = "negative-gas" }
;;!
;;! [[step]] # slots as they were; of the gas both calls are charged
;;! fuel = 100_000
;;! budgets = { 3 = 9 }
;;! call = "work"
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 3 budget 9 exceeded (12 > 9)" }
;;!
;;! [[step]] # no event of the call that was stopped
;;! take_events = true
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func $work
    (call $state_set (i32.const 0) (i64.const 10)) ;; has a value
    (call $state_set (i32.const 1) (i64.const 11)) ;; has none
    (call $event_emit (i32.const 2) (i32.const 0) (i32.const 0))
    (call $gas_consume (i32.const 3) (i64.const 4)))
  (func (export "work") (result i64)
    (call $work)
    (i64.const 1))
  (func (export "work_then_stop") (result i64)
    (call $work)
    (call $gas_consume (i32.const 3) (i64.const -1)) (i64.const 1)))
