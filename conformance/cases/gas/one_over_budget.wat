;;! why = "One unit over the budget is refused, and what was used before counts."
;;! clauses = ["GAS-1"]
;;!
;;! [[step]]
;;! budgets = { 0 = 100 }
;;! call = "charge"
;;! args = [60]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [41]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 100 exceeded (101 > 100)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    call $gas_consume
    i64.const 1))
