;;! why = "`table.fill` costs 50, and 8 for each element."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 800 more
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [100]
;;! expect = { returned = 1 }
(module
  (table 100 funcref)
  (func (export "work") (param $count i64) (result i64)
    i32.const 0
    ref.null func
    local.get $count
    i32.wrap_i64
    table.fill
    i64.const 1))
