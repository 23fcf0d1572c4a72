;;! why = "Until it is stopped a call sees its own writes, and the next call sees none of them."
;;! clauses = ["CALL-1", "STATE-2"]
;;!
;;! [[step]]
;;! call = "write_and_charge_what_is_read"
;;! args = [42]
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! call = "read"
;;! expect = { returned = 0 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "write_and_charge_what_is_read") (param $value i64) (result i64)
    (call $state_set (i32.const 0) (local.get $value))
    (call $gas_consume (i32.const 0) (call $state_get (i32.const 0)))
    (unreachable))
  (func (export "read") (result i64)
    (call $state_get (i32.const 0))))
