;;! why = "`state_set` costs 1,000, paid before it works; what it did is undone where the rest of the call cannot be paid."
;;! clauses = ["FUEL-2", "FUEL-6"]
;;!
;;! [[step]] # 40,000 + 1 + 3 instructions + 1,000, 1 for the value, and 1 that must be left
;;! fuel = 41006
;;! call = "work"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # enough for the hostcall, not for what follows
;;! fuel = 41005
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # nothing would be left after the hostcall
;;! fuel = 41004
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "state_set" (func $hostcall (param i32 i64)))
  (func (export "work") (result i64)
    (call $hostcall (i32.const 0) (i64.const 7))
    (i64.const 1)))
