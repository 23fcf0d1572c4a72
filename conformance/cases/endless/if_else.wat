;;! why = "A loop that goes round from either arm of an `if` must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func (export "spin") (result i64)
    (local $odd i32)
    loop $again
      local.get $odd
      if
        i32.const 0
        local.set $odd
        br $again
      else
        i32.const 1
        local.set $odd
        br $again
      end
    end
    i64.const 1))
