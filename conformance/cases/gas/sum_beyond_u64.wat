;;! why = "A sum that passes the range of the counter must not wrap into the budget: the message prints it exactly."
;;! clauses = ["GAS-1"]
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! budgets = { 0 = "18446744073709551615" } # u64::MAX
;;! call = "charge"
;;! args = [9223372036854775807]
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 18446744073709551615 exceeded (27670116110564327421 > 18446744073709551615)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    call $gas_consume
    i64.const 1))
