;;! why = "A division or a remainder costs 12, signed or not and whatever it divides: a processor takes far longer for one than for an addition."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "multiply"
;;! args = [7, 1]
;;! expect = { returned = 7 }
;;!
;;! [[step]] # 11 more
;;! fuel = 1_000_000
;;! call = "divide"
;;! args = [7, 1]
;;! expect = { returned = 7 }
;;!
;;! [[step]] # as much
;;! fuel = 1_000_000
;;! call = "divide"
;;! args = [9_223_372_036_854_775_807, 3]
;;! expect = { returned = 3_074_457_345_618_258_602 }
;;!
;;! [[step]] # 8 of them 96; entering, the argument, 8 constants and 2 conversions 12
;;! fuel = 1_000_000
;;! call = "each"
;;! args = [7]
;;! expect = { returned = 0 }
(module
  (func (export "multiply") (param i64 i64) (result i64)
    (i64.mul (local.get 0) (local.get 1)))
  (func (export "divide") (param i64 i64) (result i64)
    (i64.div_s (local.get 0) (local.get 1)))
  (func (export "each") (param i64) (result i64)
    (i64.div_s (local.get 0) (i64.const 1))
    (i64.div_u (i64.const 1))
    (i64.rem_s (i64.const 5))
    (i64.rem_u (i64.const 5))
    i32.wrap_i64
    (i32.div_s (i32.const 1))
    (i32.div_u (i32.const 1))
    (i32.rem_s (i32.const 2))
    (i32.rem_u (i32.const 2))
    i64.extend_i32_s))
