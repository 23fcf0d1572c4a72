;;! why = "A slot that was never written reads 0, so that a module needs no set-up call."
;;! clauses = ["STATE-1"]
;;!
;;! [[step]]
;;! call = "read"
;;! args = [7]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # what the host wrote is read like any other value
;;! state = { 7 = -5 }
;;! call = "read"
;;! args = [7]
;;! expect = { returned = -5 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (func (export "read") (param $slot i64) (result i64)
    local.get $slot
    i32.wrap_i64
    call $state_get))
