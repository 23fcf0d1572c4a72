;;! why = "Each division and remainder of each width halts on 0, and only the signed division on the least number by -1."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]] # i32::MIN by -1
;;! call = "i32.div_s"
;;! args = [-2147483648, -1]
;;! expect = { trap = "integer-overflow" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "i32.div_s"
;;! args = [-2147483648, 0]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "i32.div_u"
;;! args = [-1, 0]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]] # the remainder is 0, and no trap
;;! fuel = 100_000
;;! call = "i32.rem_s"
;;! args = [-2147483648, -1]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "i64.rem_s"
;;! args = [-9223372036854775808, -1]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "i64.rem_s"
;;! args = [7, 0]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]] # unsigned, so -1 is the greatest number
;;! fuel = 100_000
;;! call = "i64.div_u"
;;! args = [-9223372036854775808, -1]
;;! expect = { returned = 0 }
(module
  (func (export "i32.div_s") (param i64 i64) (result i64)
    (i64.extend_i32_s (i32.div_s (i32.wrap_i64 (local.get 0)) (i32.wrap_i64 (local.get 1)))))
  (func (export "i32.div_u") (param i64 i64) (result i64)
    (i64.extend_i32_u (i32.div_u (i32.wrap_i64 (local.get 0)) (i32.wrap_i64 (local.get 1)))))
  (func (export "i32.rem_s") (param i64 i64) (result i64)
    (i64.extend_i32_s (i32.rem_s (i32.wrap_i64 (local.get 0)) (i32.wrap_i64 (local.get 1)))))
  (func (export "i64.rem_s") (param i64 i64) (result i64)
    (i64.rem_s (local.get 0) (local.get 1)))
  (func (export "i64.div_u") (param i64 i64) (result i64)
    (i64.div_u (local.get 0) (local.get 1))))
