;;! why = "Dimensions are unsigned: -1 and the least `i32` are two of them, each with a budget of its own."
;;! clauses = ["GAS-1", "MOD-3"]
;;!
;;! [[step]]
;;! budgets = { 4294967295 = 5, 2147483648 = 6 }
;;! call = "charge"
;;! args = [-1, 5]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [-1, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 4294967295 budget 5 exceeded (6 > 5)" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [-2147483648, 6]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [-2147483648, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 2147483648 budget 6 exceeded (7 > 6)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "charge_two") (param $first i64) (param $second i64) (result i64)
    (call $gas_consume (i32.const 0) (local.get $first))
    (call $gas_consume (i32.const 0) (local.get $second))
    (i64.const 1)))
