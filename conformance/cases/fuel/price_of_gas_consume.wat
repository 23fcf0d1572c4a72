;;! why = "`gas_consume` costs 400, paid before it charges; a charge that was paid for stays, though the rest of the call cannot be paid."
;;! clauses = ["FUEL-2", "FUEL-6"]
;;!
;;! [[step]] # 40,000 + 1 + 3 instructions + 400, 1 for the value, and 1 that must be left
;;! fuel = 40406
;;! call = "work"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # enough for the hostcall, not for what follows
;;! fuel = 40405
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # nothing would be left after the hostcall
;;! fuel = 40404
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "gas_consume" (func $hostcall (param i32 i64)))
  (func (export "work") (result i64)
    (call $hostcall (i32.const 0) (i64.const 7))
    (i64.const 1)))
