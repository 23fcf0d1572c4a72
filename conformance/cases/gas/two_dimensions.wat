;;! why = "A budget is for its own dimension only."
;;! clauses = ["GAS-3"]
;;!
;;! [[step]] # a budget on dimension 1 leaves dimension 0 unmetered
;;! budgets = { 1 = 10 }
;;! call = "charge"
;;! args = [0, 100]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [1, 11]
;;! expect = { trap = "out-of-gas" }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [1, 10]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # without its budget dimension 1 is unmetered again, and what it used stays counted
;;! clear_budgets = [1]
;;! call = "charge"
;;! args = [1, 11]
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    local.get $dimension
    i32.wrap_i64
    local.get $amount
    call $gas_consume
    i64.const 1))
