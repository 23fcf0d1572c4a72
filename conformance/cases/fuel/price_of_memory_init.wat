;;! why = "`memory.init` costs 50, and 1 for each byte."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 10 more
;;! fuel = 1_000_000
;;! call = "work"
;;! args = [10]
;;! expect = { returned = 1 }
(module
  (memory 1)
  (data $ten "0123456789")
  (func (export "work") (param $count i64) (result i64)
    i32.const 0
    i32.const 0
    local.get $count
    i32.wrap_i64
    memory.init $ten
    i64.const 1))
