;;! why = "A compiler may import a hostcall once for each of its parts: both are the same."
;;! clauses = ["MOD-3"]
;;!
;;! [[step]]
;;! call = "write_twice"
;;! expect = { returned = 2 }
(module
  (import "env" "state_set" (func $set (param i32 i64)))
  (import "env" "state_get" (func $get (param i32) (result i64)))
  (import "env" "state_set" (func $set_again (param i32 i64)))
  (func (export "write_twice") (result i64)
    (call $set (i32.const 0) (i64.const 1))
    (call $set_again (i32.const 0) (i64.const 2))
    (call $get (i32.const 0))))
