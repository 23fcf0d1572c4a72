;;! why = "`unreachable` is the module's deliberate abort, where the count is exact: what is left stays, if anything is."
;;! clauses = ["CALL-6", "FUEL-4"]
;;!
;;! [[step]] # 40,000 for the call, 1 for entering the function
;;! fuel = 40_002
;;! call = "abort"
;;! expect = { trap = "unreachable", message = "unreachable: the module stopped itself" }
;;!
;;! [[step]] # as much as it costs, so nothing is left
;;! fuel = 40_001
;;! call = "abort"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "abort") (result i64)
    unreachable))
