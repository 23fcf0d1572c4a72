;;! why = "A loop whose work is behind a table must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (type $nothing (func))
  (table 1 funcref)
  (elem (i32.const 0) $nothing)
  (func $nothing)
  (func (export "spin") (result i64)
    loop $again
      i32.const 0
      call_indirect (type $nothing)
      br $again
    end
    i64.const 1))
