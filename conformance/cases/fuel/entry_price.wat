;;! why = "A call pays first for what its instance needs, whether the host makes one for it or not."
;;! clauses = ["FUEL-7"]
;;!
;;! [[step]] # 40,000 + 10,000 + 2 pages + 3 data bytes + 2 items + 4 elements + 1 global = 290,845
;;! fuel = 290_845
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # and 1 for entering the function, 1 for `i64.const`, 1 that must be left
;;! fuel = 290_848
;;! call = "one"
;;! expect = { returned = 1 }
(module
  (memory 2)
  (data (i32.const 0) "abc")
  (table 4 funcref)
  (elem (i32.const 0) $one $one)
  (global i64 (i64.const 0))
  (func $one (export "one") (result i64)
    i64.const 1))
