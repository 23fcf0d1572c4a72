;;! why = "A loop whose work is in another function must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func $nothing)
  (func (export "spin") (result i64)
    loop $again
      call $nothing
      br $again
    end
    i64.const 1))
