;;! why = "A loop of `table.fill` must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (table 100 funcref)
  (func (export "spin") (result i64)
    (loop $again
      (table.fill (i32.const 0) (ref.null func) (i32.const 100))
      (br $again))
    (i64.const 1)))
