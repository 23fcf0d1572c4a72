;;! why = "A module that spins and never calls the host is stopped by fuel alone."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 100000 units are not enough" }
(module
  (func (export "spin") (result i64)
    loop
      br 0
    end
    unreachable))
