;;! why = "A call that cannot be made is told from one that cannot be paid, even where no fuel is left."
;;! clauses = ["CALL-5", "CALL-7", "FUEL-11"]
;;!
;;! [[step]]
;;! fuel = 0
;;! call = "two"
;;! expect = { host_error = "unknown-export" }
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 0 units are not enough" }
(module
  (func (export "one") (result i64)
    i64.const 1))
