;;! why = "Sums and products wrap, and counting bits of 0 has an answer."
;;! clauses = ["DET-1"]
;;!
;;! [[step]]
;;! call = "add"
;;! args = [9223372036854775807, 1]
;;! expect = { returned = -9223372036854775808 }
;;!
;;! [[step]]
;;! call = "multiply"
;;! args = [-9223372036854775808, -1]
;;! expect = { returned = -9223372036854775808 }
;;!
;;! [[step]]
;;! call = "leading_zeros"
;;! args = [0]
;;! expect = { returned = 64 }
;;!
;;! [[step]]
;;! call = "trailing_zeros"
;;! args = [0]
;;! expect = { returned = 32 }
(module
  (func (export "add") (param i64 i64) (result i64)
    (i64.add (local.get 0) (local.get 1)))
  (func (export "multiply") (param i64 i64) (result i64)
    (i64.mul (local.get 0) (local.get 1)))
  (func (export "leading_zeros") (param i64) (result i64)
    (i64.clz (local.get 0)))
  (func (export "trailing_zeros") (param i64) (result i64)
    (i64.extend_i32_u (i32.ctz (i32.wrap_i64 (local.get 0))))))
