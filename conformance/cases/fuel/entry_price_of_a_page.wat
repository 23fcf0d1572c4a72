;;! why = "A page of memory is in the entry price as if it were touched, used or not."
;;! clauses = ["FUEL-7"]
;;!
;;! [[step]] # 40,000 + 10,000 + 120,000 + 2 instructions, and 1 that must be left
;;! fuel = 170003
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 170002
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 1)
  (func (export "one") (result i64)
    i64.const 1))
