;;! why = "A charge of nothing is refused only where the budget is already overspent, and leaves no record."
;;! clauses = ["GAS-5"]
;;! limits = { gas_dimensions = 1 }
;;!
;;! [[step]]
;;! budgets = { 0 = 100 }
;;! call = "charge"
;;! args = [0, 100]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # all is spent, and nothing more is
;;! call = "charge"
;;! args = [0, 0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # no record, so not one dimension too many
;;! call = "charge"
;;! args = [1, 0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # lowered below what is used
;;! budgets = { 0 = 99 }
;;! call = "charge"
;;! args = [0, 0]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 99 exceeded (100 > 99)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    local.get $dimension
    i32.wrap_i64
    local.get $amount
    call $gas_consume
    i64.const 1))
