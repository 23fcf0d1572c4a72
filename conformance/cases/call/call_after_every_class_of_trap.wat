;;! why = "After a halt, an abort and a refusal the instance works on; only the halt has taken the fuel."
;;! clauses = ["CALL-4", "FUEL-3", "FUEL-4", "FUEL-5"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "abort"
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! call = "refused"
;;! expect = { trap = "negative-gas" }
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "halt"
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "one"
;;! expect = { returned = 1 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func (export "halt") (result i64)
    (i64.rem_u (i64.const 1) (i64.const 0)))
  (func (export "abort") (result i64)
    (unreachable))
  (func (export "refused") (result i64)
    (call $gas_consume (i32.const 0) (i64.const -1))
    (i64.const 1))
  (func (export "one") (result i64)
    (i64.const 1)))
