;;! why = "Constant globals cost 10 each, and need no instance for each call."
;;! clauses = ["FUEL-7"]
;;!
;;! [[step]] # 40,000 + 2 globals + 2 instructions, and 1 that must be left
;;! fuel = 40023
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 40022
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
(module
  (global i64 (i64.const 1))
  (global i32 (i32.const 1))
  (func (export "one") (result i64)
    i64.const 1))
