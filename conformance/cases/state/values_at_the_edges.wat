;;! why = "A slot holds all 64 bits of a value, at both ends of their range."
;;! clauses = ["STATE-1", "STATE-2"]
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, -9223372036854775808]
;;! expect = { returned = -9223372036854775808 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, 9223372036854775807]
;;! expect = { returned = 9223372036854775807 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, -1]
;;! expect = { returned = -1 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [0]
;;! expect = { returned = -1 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
