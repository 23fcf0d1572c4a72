;;! why = "A loop that goes round by leaving the blocks inside it must run out of fuel."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func (export "spin") (result i64)
    loop $again
      block $out
        block
          br $out
        end
      end
      br $again
    end
    i64.const 1))
