;;! why = "A hostcall is a function like any other: a table can hold it, and a call through the table is charged and refused as ever."
;;! clauses = ["GAS-1", "MOD-3"]
;;!
;;! [[step]]
;;! budgets = { 0 = 10 }
;;! call = "charge"
;;! args = [10]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "charge"
;;! args = [1]
;;! expect = { trap = "out-of-gas" }
(module
  (type $charge (func (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (type $charge)))
  (table 1 funcref)
  (elem (i32.const 0) $gas_consume)
  (func (export "charge") (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    i32.const 0
    call_indirect (type $charge)
    i64.const 1))
