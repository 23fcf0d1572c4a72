;;! why = "Ever new dimensions, until the host keeps no more."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "gas-dimension-limit" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "attack") (result i64) (local $dimension i32)
    (loop $again
      (call $gas_consume (local.get $dimension) (i64.const 1))
      (local.set $dimension (i32.add (local.get $dimension) (i32.const 1)))
      (br $again))
    unreachable))
