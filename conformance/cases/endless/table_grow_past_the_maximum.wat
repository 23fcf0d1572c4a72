;;! why = "A loop of `table.grow` must run out of fuel, though each of them fails."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (table 0 0 funcref)
  (func (export "spin") (result i64)
    (loop $again
      (drop (table.grow (ref.null func) (i32.const 1)))
      (br $again))
    (i64.const 1)))
