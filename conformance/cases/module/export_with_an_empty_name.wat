;;! why = "A name is any text, the empty one too."
;;! clauses = ["MOD-4"]
;;!
;;! [[step]]
;;! call = ""
;;! expect = { returned = 1 }
(module
  (func (export "") (result i64)
    i64.const 1))
