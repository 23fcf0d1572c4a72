;;! why = "A call through a table compares types by what they take and give, not by their number."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "as_the_same"
;;! args = [7]
;;! expect = { returned = 7 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "as_another"
;;! args = [7]
;;! expect = { trap = "signature-mismatch" }
(module
  (type $one (func (param i64) (result i64)))
  (type $same (func (param i64) (result i64)))
  (type $narrow (func (param i32) (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) $f)
  (func $f (type $one)
    local.get 0)
  (func (export "as_the_same") (param i64) (result i64)
    (call_indirect (type $same) (local.get 0) (i32.const 0)))
  (func (export "as_another") (param i64) (result i64)
    (call_indirect (type $narrow) (i32.wrap_i64 (local.get 0)) (i32.const 0))))
