;;! why = "A loop of `table.copy` must run out of fuel."
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
      (table.copy (i32.const 0) (i32.const 1) (i32.const 99))
      (br $again))
    (i64.const 1)))
