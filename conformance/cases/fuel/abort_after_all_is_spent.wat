;;! why = "`unreachable` after more was spent than there was is out of fuel: there is no remainder to keep."
;;! clauses = ["FUEL-4"]
;;!
;;! [[step]] # 40,000 + 1 + 3
;;! fuel = 40_005
;;! call = "spend_then_abort"
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! fuel = 40_004
;;! call = "spend_then_abort"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]]
;;! fuel = 40_002
;;! call = "spend_then_abort"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "spend_then_abort") (result i64)
    i64.const 1
    drop
    i64.const 1
    drop
    i64.const 1
    drop
    unreachable))
