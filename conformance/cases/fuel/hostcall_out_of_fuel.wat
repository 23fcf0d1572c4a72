;;! why = "A hostcall pays before it works: one that cannot is out of fuel, even where it would have been refused."
;;! clauses = ["FUEL-6"]
;;!
;;! [[step]] # 40,000 + 1 + 3 instructions + 400 for the hostcall: nothing would be left
;;! budgets = { 0 = 50 }
;;! fuel = 40_404
;;! call = "charge"
;;! args = [100]
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # one more: refused for its budget, one unit left
;;! fuel = 40_405
;;! call = "charge"
;;! args = [100]
;;! expect = { trap = "out-of-gas" }
;;!
;;! [[step]] # out of fuel, so the charge that fits was not recorded
;;! fuel = 40_404
;;! call = "charge"
;;! args = [50]
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "charge") (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    call $gas_consume
    i64.const 1))
