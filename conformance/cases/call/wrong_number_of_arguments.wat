;;! why = "Too few or too many arguments are the caller's mistake, not the module's: no call is made."
;;! clauses = ["CALL-5", "CALL-7"]
;;!
;;! [[step]]
;;! fuel = 65_000
;;! call = "second"
;;! args = [1]
;;! expect = { host_error = "argument-count", message = "`second` takes 2 arguments, 1 were given" }
;;!
;;! [[step]]
;;! call = "second"
;;! args = [1, 2, 3]
;;! expect = { host_error = "argument-count" }
;;!
;;! [[step]]
;;! call = "second"
;;! args = [1, 2]
;;! expect = { returned = 2 }
(module
  (func (export "second") (param i64 i64) (result i64)
    local.get 1))
