;;! why = "An instruction costs 1: what it works on and how wide that is does not matter."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "constant"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 2 more
;;! fuel = 1_000_000
;;! call = "add"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 2 more
;;! fuel = 1_000_000
;;! call = "multiply"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 2 more
;;! fuel = 1_000_000
;;! call = "narrow"
;;! expect = { returned = 1 }
(module
  (func (export "constant") (result i64)
    i64.const 1)
  (func (export "add") (result i64)
    i64.const 1
    i64.const 0
    i64.add)
  (func (export "multiply") (result i64)
    i64.const 1
    i64.const 1
    i64.mul)
  (func (export "narrow") (result i64)
    i32.const 1
    i32.popcnt
    i64.extend_i32_u))
