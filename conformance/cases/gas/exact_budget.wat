;;! why = "A budget is what may be spent, all of it: charges that add up to exactly the budget pass."
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
;;! args = [40]
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    call $gas_consume
    i64.const 1))
