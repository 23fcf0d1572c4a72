;;! why = "Fuel is of the instance, not of the call: a second call runs on what the first has left."
;;! clauses = ["FUEL-1", "FUEL-2"]
;;!
;;! [[step]] # 40,002 a call: two of them, and one unit
;;! fuel = 80_005
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 1 units are not enough" }
(module
  (func (export "one") (result i64)
    i64.const 1))
