;;! why = "A caller's mistake is no trap: it is reported as such and costs nothing."
;;! clauses = ["CALL-5", "CALL-7", "FUEL-11"]
;;!
;;! [[step]]
;;! fuel = 65_000
;;! call = "two"
;;! expect = { host_error = "unknown-export", message = "no exported function `two`: the module exports one" }
;;!
;;! [[step]] # what was left shows that nothing was spent
;;! call = "one"
;;! expect = { returned = 1 }
(module
  (func (export "one") (result i64)
    i64.const 1))
