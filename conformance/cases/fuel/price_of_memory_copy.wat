;;! why = "`memory.copy` costs 50, and 1 for each byte."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 1,000 more
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [1000]
;;! expect = { returned = 1 }
(module
  (memory 1)
  (func (export "work") (param $count i64) (result i64)
    i32.const 0
    i32.const 0
    local.get $count
    i32.wrap_i64
    memory.copy
    i64.const 1))
