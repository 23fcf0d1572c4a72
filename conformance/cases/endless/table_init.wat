;;! why = "A loop of `table.init` must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (table 2 funcref)
  (func $f)
  (elem $two func $f $f)
  (func (export "spin") (result i64)
    (loop $again
      (table.init $two (i32.const 0) (i32.const 0) (i32.const 2))
      (br $again))
    (i64.const 1)))
