;;! why = "A function may be exported more than once: each name calls it."
;;! clauses = ["MOD-4"]
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "eins"
;;! expect = { returned = 1 }
(module
  (func (export "one") (export "eins") (result i64)
    i64.const 1))
