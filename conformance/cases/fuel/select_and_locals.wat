;;! why = "Moving values costs 1 an instruction; a declared local costs nothing."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "no_locals"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the same
;;! fuel = 1_000_000
;;! call = "ten_locals"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 3 more
;;! fuel = 1_000_000
;;! call = "select"
;;! expect = { returned = 1 }
(module
  (func (export "no_locals") (result i64)
    i64.const 1)
  (func (export "ten_locals") (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    i64.const 1)
  (func (export "select") (result i64)
    i64.const 1
    i64.const 2
    i32.const 1
    select))
