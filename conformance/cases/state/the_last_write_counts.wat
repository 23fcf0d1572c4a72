;;! why = "Of several writes of a slot in one call the last stays, and the receipt shows only that."
;;! clauses = ["STATE-2"]
;;!
;;! [[step]]
;;! call = "write_three"
;;! expect = { returned = 3 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write_three") (result i64)
    (call $state_set (i32.const 0) (i64.const 1))
    (call $state_set (i32.const 0) (i64.const 2))
    (call $state_set (i32.const 0) (i64.const 3))
    (call $state_get (i32.const 0))))
