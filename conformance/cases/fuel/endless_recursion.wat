;;! why = "Recursion without end is stopped by fuel where there is little, by the stack where there is much; both forfeit all fuel."
;;! clauses = ["FUEL-3", "STACK-1"]
;;!
;;! [[step]]
;;! fuel = 40_500
;;! call = "deeper"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # each frame weighs 20: 16, the result, and the three values it makes; 1,639 of them are too high
;;! fuel = 1_000_000_000
;;! call = "deeper"
;;! expect = { trap = "stack-exhausted", message = "stack exhausted: height 32780, the limit is 32768" }
(module
  (func $deeper (export "deeper") (result i64)
    call $deeper
    i64.const 1
    i64.add))
