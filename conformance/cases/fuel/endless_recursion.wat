;;! why = "Recursion without end is stopped by fuel where there is little, by the stack where there is much; both forfeit all fuel."
;;! clauses = ["FUEL-3", "STACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000
;;! call = "deeper"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # how deep it came differs between compilers, what it cost does not
;;! fuel = 1_000_000_000
;;! call = "deeper"
;;! expect = { trap = "stack-exhausted", message = "stack exhausted" }
(module
  (func $deeper (export "deeper") (result i64)
    call $deeper
    i64.const 1
    i64.add))
