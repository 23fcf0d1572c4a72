;;! why = "A dimension without a budget never traps; it is counted, and its counter stops at the greatest number instead of wrapping."
;;! clauses = ["GAS-3"]
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [100]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! reset_gas = true
;;! call = "charge"
;;! args = [9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # one is left below 18446744073709551615
;;! call = "charge"
;;! args = [9223372036854775807]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # at the end of the range a charge still passes
;;! call = "charge"
;;! args = [1]
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    call $gas_consume
    i64.const 1))
