;;! why = "Charges that add up to more than any counter holds do not wrap round to nothing."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! budgets = { 0 = "18446744073709551615" }
;;! call = "attack"
;;! expect = { trap = "out-of-gas" }
;;!
;;! [[step]]
;;! clear_budgets = [0]
;;! call = "attack"
;;! expect = { returned = 0 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "attack") (result i64)
    (call $gas_consume (i32.const 0) (i64.const 9223372036854775807))
    (call $gas_consume (i32.const 0) (i64.const 9223372036854775807))
    (call $gas_consume (i32.const 0) (i64.const 9223372036854775807))
    (i64.const 0)))
