;;! why = "A thousand dimensions charged in an order that no cache knows."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "attack") (result i64) (local $x i32)
    (loop $again
      (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
      (call $gas_consume (i32.shr_u (local.get $x) (i32.const 22)) (i64.const 1))
      (br $again))
    unreachable))
