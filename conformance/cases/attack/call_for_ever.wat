;;! why = "A trivial export called for ever: each call pays for being a call."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 120_100
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (result i64)
    (i64.const 0)))
