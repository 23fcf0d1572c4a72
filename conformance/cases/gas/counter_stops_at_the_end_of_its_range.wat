;;! why = "A counter that has stopped at the greatest number is overspent against any lower budget, and still passes without one."
;;! clauses = ["GAS-1", "GAS-3"]
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! budgets = { 0 = "18446744073709551614" }
;;! call = "charge"
;;! args = [0, 0]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 18446744073709551614 exceeded (18446744073709551615 > 18446744073709551614)" }
;;!
;;! [[step]]
;;! clear_budgets = [0]
;;! call = "charge"
;;! args = [0, 9223372036854775807]
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "charge_two") (param $first i64) (param $second i64) (result i64)
    (call $gas_consume (i32.const 0) (local.get $first))
    (call $gas_consume (i32.const 0) (local.get $second))
    (i64.const 1)))
