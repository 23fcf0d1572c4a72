;;! why = "`state_get` costs 500, paid before it reads."
;;! clauses = ["FUEL-2", "FUEL-6"]
;;!
;;! [[step]] # 40,000 + 1 + 2 instructions + 500, and 1 that must be left
;;! fuel = 40504
;;! call = "work"
;;! expect = { returned = 0 }
;;!
;;! [[step]] # nothing would be left after the hostcall
;;! fuel = 40503
;;! call = "work"
;;! expect = { trap = "out-of-fuel" }
(module
  (import "env" "state_get" (func $hostcall (param i32) (result i64)))
  (func (export "work") (result i64)
    (call $hostcall (i32.const 0))))
