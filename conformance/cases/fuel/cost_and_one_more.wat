;;! why = "A call must leave at least one unit: with exactly its cost it is out of fuel, with one more it returns."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]] # 40,000 for the call, 1 for entering the function, 1 for `i64.const`
;;! fuel = 40_002
;;! call = "one"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40002 units are not enough" }
;;!
;;! [[step]]
;;! fuel = 40_003
;;! call = "one"
;;! expect = { returned = 1 }
(module
  (func (export "one") (result i64)
    i64.const 1))
