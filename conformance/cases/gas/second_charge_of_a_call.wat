;;! why = "Of two charges in one call the first stays and the second, which is over the budget, is not recorded."
;;! clauses = ["GAS-2"]
;;!
;;! [[step]]
;;! budgets = { 0 = 10 }
;;! call = "charge_two"
;;! args = [6, 5]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 10 exceeded (11 > 10)" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 4]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 10 exceeded (11 > 10)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "charge_two") (param $first i64) (param $second i64) (result i64)
    (call $gas_consume (i32.const 0) (local.get $first))
    (call $gas_consume (i32.const 0) (local.get $second))
    (i64.const 1)))
