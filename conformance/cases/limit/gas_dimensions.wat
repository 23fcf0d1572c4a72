;;! why = "Dimensions are limited like slots, and one too many is refused as such before its budget is looked at."
;;! clauses = ["LIMIT-3"]
;;! limits = { gas_dimensions = 1 }
;;!
;;! [[step]]
;;! budgets = { 1 = 5 }
;;! call = "charge"
;;! args = [0, 10]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # over the budget too
;;! call = "charge"
;;! args = [1, 10]
;;! expect = { trap = "gas-dimension-limit", message = "too many gas dimensions: dimension 1 would be number 2, the limit is 1" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 10]
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    local.get $dimension
    i32.wrap_i64
    local.get $amount
    call $gas_consume
    i64.const 1))
