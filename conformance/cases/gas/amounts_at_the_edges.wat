;;! why = "The least charge, the greatest, and what lies beyond either end."
;;! clauses = ["GAS-1", "GAS-4"]
;;!
;;! [[step]]
;;! budgets = { 0 = 9223372036854775807 }
;;! call = "charge"
;;! args = [0, 0]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 9223372036854775806]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 9223372036854775807 exceeded (9223372036854775808 > 9223372036854775807)" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 9223372036854775807]
;;! expect = { trap = "out-of-gas" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, -1]
;;! expect = { trap = "negative-gas" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, -9223372036854775808]
;;! expect = { trap = "negative-gas", message = "negative gas: dimension 0 cannot be charged -9223372036854775808" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "charge_two") (param $first i64) (param $second i64) (result i64)
    (call $gas_consume (i32.const 0) (local.get $first))
    (call $gas_consume (i32.const 0) (local.get $second))
    (i64.const 1)))
