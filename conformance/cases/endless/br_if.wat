;;! why = "A loop that goes round by a branch that could have gone on must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func (export "spin") (result i64)
    loop $again
      i32.const 1
      br_if $again
    end
    i64.const 1))
