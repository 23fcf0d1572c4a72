;;! why = "Budgets stop a module that charges too much, and a raised budget lets the same instance go on: the 73 bytes of GAS_TEST_WASM."
;;! clauses = ["CALL-4", "FUEL-5", "GAS-1"]
;;!
;;! [[step]]
;;! budgets = { 0 = 50 }
;;! call = "do_work"
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 50 exceeded (100 > 50)" }
;;!
;;! [[step]]
;;! budgets = { 0 = 200 }
;;! call = "do_work"
;;! expect = { returned = 1 }
;; No `$name`s: each would add to the name section, and these are exactly the bytes of `runtime::GAS_TEST_WASM`.
(module
  (import "env" "gas_consume" (func (param i32 i64)))
  (func (export "do_work") (result i64)
    i32.const 0
    i64.const 100
    call 0
    i64.const 1))
