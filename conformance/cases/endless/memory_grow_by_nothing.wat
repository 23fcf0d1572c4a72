;;! why = "A loop of `memory.grow` must run out of fuel, though nothing grows."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (memory 0)
  (func (export "spin") (result i64)
    (loop $again
      (drop (memory.grow (i32.const 0)))
      (br $again))
    (i64.const 1)))
