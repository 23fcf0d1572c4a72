;;! why = "A custom section says nothing to the host, is allowed and costs nothing."
;;! clauses = ["MOD-1"]
;;!
;;! [[step]]
;;! fuel = 40_003
;;! call = "one"
;;! expect = { returned = 1 }
(module
  (@custom "note" "nothing that matters")
  (func (export "one") (result i64)
    i64.const 1))
