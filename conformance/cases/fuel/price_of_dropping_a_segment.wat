;;! why = "`data.drop` and `elem.drop` cost 50: dropping is work for the host."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "nothing"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 50 more
;;! fuel = 1_000_000
;;! call = "data"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 50 more
;;! fuel = 1_000_000
;;! call = "elem"
;;! expect = { returned = 1 }
(module
  (memory 1)
  (data $data "x")
  (elem $elem func)
  (func (export "nothing") (result i64)
    i64.const 1)
  (func (export "data") (result i64)
    data.drop $data
    i64.const 1)
  (func (export "elem") (result i64)
    elem.drop $elem
    i64.const 1))
