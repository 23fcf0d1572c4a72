;;! why = "Arguments arrive in their order and whole: all 64 bits of each."
;;! clauses = ["MOD-4"]
;;!
;;! [[step]]
;;! call = "first"
;;! args = [-9223372036854775808, 0, 9223372036854775807]
;;! expect = { returned = -9223372036854775808 }
;;!
;;! [[step]]
;;! call = "last"
;;! args = [-9223372036854775808, 0, 9223372036854775807]
;;! expect = { returned = 9223372036854775807 }
(module
  (func (export "first") (param i64 i64 i64) (result i64)
    local.get 0)
  (func (export "last") (param i64 i64 i64) (result i64)
    local.get 2))
