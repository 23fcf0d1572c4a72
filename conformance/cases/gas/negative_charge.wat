;;! why = "A negative charge must never mint gas, nor pass for a huge one: its sign is refused before its budget is looked at."
;;! clauses = ["GAS-4", "GAS-6"]
;;!
;;! [[step]] # unmetered
;;! call = "charge"
;;! args = [0, -1]
;;! expect = { trap = "negative-gas", message = "negative gas: dimension 0 cannot be charged -1" }
;;!
;;! [[step]] # as an unsigned number it would be over the budget
;;! budgets = { 0 = 10 }
;;! call = "charge"
;;! args = [0, -9223372036854775808]
;;! expect = { trap = "negative-gas" }
;;!
;;! [[step]] # the dimension is unsigned, the amount is not
;;! call = "charge"
;;! args = [-1, -1]
;;! expect = { trap = "negative-gas", message = "negative gas: dimension 4294967295 cannot be charged -1" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $dimension i64) (param $amount i64) (result i64)
    local.get $dimension
    i32.wrap_i64
    local.get $amount
    call $gas_consume
    i64.const 1))
