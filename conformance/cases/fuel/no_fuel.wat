;;! why = "With no fuel, and with no more than the entry price, a call ends before any of its code runs."
;;! clauses = ["FUEL-2", "FUEL-7"]
;;!
;;! [[step]]
;;! fuel = 0
;;! call = "one"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 0 units are not enough" }
;;!
;;! [[step]]
;;! fuel = 1
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "one") (result i64)
    i64.const 1))
