;;! why = "Burn, then `unreachable`: what is left is exact, so a second burn starts from there."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 225_000
;;! call = "attack"
;;! args = [20_000]
;;! expect = { trap = "unreachable" }
;;!
;;! [[step]]
;;! call = "attack"
;;! args = [20_000]
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (param $rounds i64) (result i64)
    (loop $again
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    unreachable))
