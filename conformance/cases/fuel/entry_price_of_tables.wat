;;! why = "An element of a table costs 8, in every table; a table that nothing changes needs no instance for each call."
;;! clauses = ["FUEL-7"]
;;!
;;! [[step]] # 40,000 + 15 elements + 2 instructions, and 1 that must be left
;;! fuel = 40123
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 40122
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
(module
  (table 10 funcref)
  (table 5 funcref)
  (func (export "one") (result i64)
    i64.const 1))
