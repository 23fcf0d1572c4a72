;;! why = "Gas that a stopped call has charged counts against the budget of the next."
;;! clauses = ["GAS-2"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! budgets = { 0 = 20 }
;;! call = "charge_then_divide"
;;! args = [0]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "charge_then_divide"
;;! args = [5]
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! call = "charge_then_divide"
;;! args = [5]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 20 exceeded (30 > 20)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge_then_divide") (param $divisor i64) (result i64)
    (call $gas_consume (i32.const 0) (i64.const 10))
    (i64.div_u (i64.const 10) (local.get $divisor))))
