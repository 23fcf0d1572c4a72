;;! why = "A call that has its first charge refused, for ever."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "attack"
;;! expect = { trap = "negative-gas" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "attack") (result i64)
    (call $gas_consume (i32.const 0) (i64.const -1))
    (i64.const 0)))
