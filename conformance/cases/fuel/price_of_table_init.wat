;;! why = "`table.init` costs 50, and 8 for each element."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 16 more
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [2]
;;! expect = { returned = 1 }
(module
  (table 4 funcref)
  (func $f)
  (elem $two func $f $f)
  (func (export "work") (param $count i64) (result i64)
    i32.const 0
    i32.const 0
    local.get $count
    i32.wrap_i64
    table.init $two
    i64.const 1))
