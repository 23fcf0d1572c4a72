;;! why = "A call that traps at once, with little more fuel than a call costs, for ever."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 40_100
;;! call = "attack"
;;! expect = { trap = "division-by-zero" }
(module
  (func (export "attack") (result i64)
    (i64.div_s (i64.const 1) (i64.const 0))))
