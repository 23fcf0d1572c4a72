;;! why = "Slots read in an order that no cache knows."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (func (export "attack") (result i64) (local $x i32)
    (loop $again
      (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
      (drop (call $state_get (i32.shr_u (local.get $x) (i32.const 16))))
      (br $again))
    unreachable))
