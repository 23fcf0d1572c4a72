;;! why = "Two loops that each go round the other must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func (export "spin") (result i64)
    loop $outer
      loop $inner
        i32.const 0
        br_if $inner
        br $outer
      end
    end
    i64.const 1))
