;;! why = "A loop of `memory.fill` must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 160_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 160000 units are not enough" }
(module
  (memory 1)
  (func (export "spin") (result i64)
    (loop $again
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 1000))
      (br $again))
    (i64.const 1)))
