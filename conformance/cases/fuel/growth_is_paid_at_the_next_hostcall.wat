;;! why = "What growth costs is taken before the next hostcall works, so none is done on credit."
;;! clauses = ["FUEL-6", "FUEL-8"]
;;!
;;! [[step]] # 50,000 + 1 + 256 + 2 pages + 3 + 400, 1 for the value, 1 that must be left
;;! fuel = 290_662
;;! call = "grow_then_charge"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # enough for all but the hostcall's own price: nothing is charged
;;! fuel = 290_400
;;! call = "grow_then_charge"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]]
;;! fuel = 325_100
;;! budgets = { 0 = 9 }
;;! call = "grow_then_charge"
;;! expect = { trap = "out-of-gas", message = "out of gas: dimension 0 budget 9 exceeded (10 > 9)" }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (memory 0)
  (func (export "grow_then_charge") (result i64)
    (drop (memory.grow (i32.const 2)))
    (call $gas_consume (i32.const 0) (i64.const 5))
    (i64.const 1)))
