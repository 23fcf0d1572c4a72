;;! why = "An index is unsigned: slot -1 is slot 4294967295, a slot like any other."
;;! clauses = ["STATE-3"]
;;!
;;! [[step]]
;;! call = "write_last"
;;! args = [7]
;;! expect = { returned = 7 }
;;!
;;! [[step]] # the host knows it by the same number
;;! state = { 4294967295 = 9 }
;;! call = "read_last"
;;! expect = { returned = 9 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write_last") (param $value i64) (result i64)
    i32.const -1
    local.get $value
    call $state_set
    i32.const -1
    call $state_get)
  (func (export "read_last") (result i64)
    i32.const -1
    call $state_get))
