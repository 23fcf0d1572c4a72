;;! why = "Burn, trap, burn again: a trap takes all the fuel with it, so the second call finds none."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! args = [20_000]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]]
;;! call = "attack"
;;! args = [20_000]
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! args = [20_000]
;;! expect = { trap = "division-by-zero" }
(module
  (func (export "attack") (param $rounds i64) (result i64)
    (loop $again
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (i64.div_s (i64.const 1) (local.get $rounds))))
