;;! why = "The first, the last and the two in the middle of the range are four slots: none is read for another."
;;! clauses = ["STATE-3"]
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, 10]
;;! expect = { returned = 10 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [-1, 11]
;;! expect = { returned = 11 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [2147483647, 12]
;;! expect = { returned = 12 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [-2147483648, 13]
;;! expect = { returned = 13 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [0]
;;! expect = { returned = 10 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [-1]
;;! expect = { returned = 11 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [2147483647]
;;! expect = { returned = 12 }
;;!
;;! [[step]]
;;! call = "read"
;;! args = [-2147483648]
;;! expect = { returned = 13 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get $slot)) (local.get $value))
    (call $state_get (i32.wrap_i64 (local.get $slot))))
  (func (export "read") (param $slot i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get $slot)))))
