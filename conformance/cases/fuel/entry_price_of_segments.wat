;;! why = "A data byte costs 1 and an element 400, in passive segments too: an instance holds them all."
;;! clauses = ["FUEL-7"]
;;!
;;! [[step]] # 40,000 + 10,000 + 3 bytes + 2 elements + 2 instructions, and 1 that must be left
;;! fuel = 50806
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 50805
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 0)
  (data "abc")
  (func $f)
  (elem func $f $f)
  (func (export "one") (result i64)
    i64.const 1))
