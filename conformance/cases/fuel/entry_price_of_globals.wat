;;! why = "A global costs 10; one that can change needs an instance for each call."
;;! clauses = ["FUEL-7"]
;;!
;;! [[step]] # 40,000 + 10,000 + 2 globals + 2 instructions, and 1 that must be left
;;! fuel = 50023
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 50022
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
(module
  (global i64 (i64.const 1))
  (global (mut i64) (i64.const 1))
  (func (export "one") (result i64)
    i64.const 1))
