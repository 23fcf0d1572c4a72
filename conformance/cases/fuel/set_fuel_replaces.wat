;;! why = "Fuel starts at 10,000,000,000 units, and setting it replaces what is left instead of adding to it."
;;! clauses = ["FUEL-1"]
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 50_000
;;!
;;! [[step]] # 41,000, not 91,000
;;! fuel = 41_000
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = "18446744073709551615" # u64::MAX
;;! call = "one"
;;! expect = { returned = 1 }
(module
  (func (export "one") (result i64)
    i64.const 1))
