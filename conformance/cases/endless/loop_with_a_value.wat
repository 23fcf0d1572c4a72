;;! why = "A loop that hands a value to its next round must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func (export "spin") (result i64)
    i64.const 0
    loop $again (param i64) (result i64)
      i64.const 1
      i64.add
      br $again
    end))
