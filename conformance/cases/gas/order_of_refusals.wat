;;! why = "A charge with several things wrong is refused for its sign first, then for its dimension, then for its budget."
;;! clauses = ["GAS-6"]
;;! limits = { gas_dimensions = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # negative, one dimension too many, and a budget of nothing
;;! budgets = { 1 = 0 }
;;! call = "charge"
;;! args = [1, -1]
;;! expect = { trap = "negative-gas" }
;;!
;;! [[step]] # one dimension too many, and over its budget
;;! call = "charge"
;;! args = [1, 1]
;;! expect = { trap = "gas-dimension-limit", message = "too many gas dimensions: dimension 1 would be number 2, the limit is 1" }
;;!
;;! [[step]] # over its budget
;;! budgets = { 0 = 1 }
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 1 exceeded (2 > 1)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "charge_two") (param $first i64) (param $second i64) (result i64)
    (call $gas_consume (i32.const 0) (local.get $first))
    (call $gas_consume (i32.const 0) (local.get $second))
    (i64.const 1)))
