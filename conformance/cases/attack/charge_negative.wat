;;! why = "A negative charge does not give gas back."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! budgets = { 0 = 50 }
;;! call = "attack"
;;! expect = { trap = "negative-gas" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "attack") (result i64)
    (call $gas_consume (i32.const 0) (i64.const 40))
    (call $gas_consume (i32.const 0) (i64.const -9223372036854775808))
    (i64.const 0)))
