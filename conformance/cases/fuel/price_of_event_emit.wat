;;! why = "`event_emit` costs 600, paid before it works; what it did is undone where the rest of the call cannot be paid."
;;! clauses = ["FUEL-2", "FUEL-6"]
;;!
;;! [[step]] # 40,000 + 1 + 4 instructions + 600, 1 for the value, and 1 that must be left
;;! fuel = 40607
;;! call = "work"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # enough for the hostcall, not for what follows
;;! fuel = 40606
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # nothing would be left after the hostcall
;;! fuel = 40605
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "event_emit" (func $hostcall (param i32 i32 i32)))
  (func (export "work") (result i64)
    (call $hostcall (i32.const 0) (i32.const 0) (i32.const 0))
    (i64.const 1)))
