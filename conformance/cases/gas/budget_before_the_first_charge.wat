;;! why = "A budget is no charge: dimensions that only have one do not count against the limit on dimensions."
;;! clauses = ["GAS-1", "LIMIT-3"]
;;! limits = { gas_dimensions = 1 }
;;!
;;! [[step]]
;;! budgets = { 0 = 1, 1 = 1, 2 = 1, 7 = 5 }
;;! call = "charge"
;;! args = [7, 5]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [7, 1]
;;! expect = { trap = "out-of-gas" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get $dimension)) (local.get $amount))
    (i64.const 1))
  (func (export "charge_two") (param $first i64) (param $second i64) (result i64)
    (call $gas_consume (i32.const 0) (local.get $first))
    (call $gas_consume (i32.const 0) (local.get $second))
    (i64.const 1)))
