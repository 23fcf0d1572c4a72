;;! why = "As many slots as asked for, written for good: the receipt lists them all."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! args = [4]
;;! expect = { returned = 0 }
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "attack") (param $slots i64) (result i64)
    (loop $again
      (local.set $slots (i64.sub (local.get $slots) (i64.const 1)))
      (call $state_set (i32.wrap_i64 (i64.mul (local.get $slots) (i64.const 40503))) (local.get $slots))
      (br_if $again (i64.ne (local.get $slots) (i64.const 0))))
    (i64.const 0)))
