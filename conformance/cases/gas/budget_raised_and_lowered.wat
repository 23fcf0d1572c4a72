;;! why = "A budget can be raised and lowered between calls; what is used counts against it, and no less than what is used ever fits."
;;! clauses = ["GAS-1"]
;;!
;;! [[step]]
;;! budgets = { 0 = 60 }
;;! call = "charge"
;;! args = [0, 60]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 60 exceeded (61 > 60)" }
;;!
;;! [[step]]
;;! budgets = { 0 = 61 }
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! budgets = { 0 = 30 }
;;! call = "charge"
;;! args = [0, 1]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 30 exceeded (62 > 30)" }
;;!
;;! [[step]]
;;! budgets = { 0 = 62 }
;;! call = "charge"
;;! args = [0, 1]
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
