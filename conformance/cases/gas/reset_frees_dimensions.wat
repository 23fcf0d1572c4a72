;;! why = "A dimension that is set to 0 is one that was never charged: it does not count against the limit on dimensions."
;;! clauses = ["LIMIT-3"]
;;! limits = { gas_dimensions = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [0, 10]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [1, 10]
;;! expect = { trap = "gas-dimension-limit" }
;;!
;;! [[step]]
;;! reset_gas = true
;;! call = "charge"
;;! args = [1, 10]
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
