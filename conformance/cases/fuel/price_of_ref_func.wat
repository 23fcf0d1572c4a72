;;! why = "`ref.func` costs 200, because the host looks the function up; `ref.null` costs 1."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "null"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 199 more
;;! fuel = 1_000_000
;;! call = "func"
;;! expect = { returned = 1 }
(module
  (elem declare func $f)
  (func $f)
  (func (export "null") (result i64)
    ref.null func
    drop
    i64.const 1)
  (func (export "func") (result i64)
    ref.func $f
    drop
    i64.const 1))
