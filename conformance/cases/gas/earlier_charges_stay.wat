;;! why = "A trap undoes state but not gas: the work that the first charge paid for was done."
;;! clauses = ["GAS-2"]
;;!
;;! [[step]]
;;! budgets = { 0 = 100 }
;;! call = "charge_30_then_80"
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 100 exceeded (110 > 100)" }
;;!
;;! [[step]] # 30 are used, so 70 still fit
;;! call = "charge_70"
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge_30_then_80") (result i64)
    i32.const 0
    i64.const 30
    call $gas_consume
    i32.const 0
    i64.const 80
    call $gas_consume
    i64.const 1)
  (func (export "charge_70") (result i64)
    i32.const 0
    i64.const 70
    call $gas_consume
    i64.const 1))
