;;! why = "Nothing but instructions: the plain loop that every other attack is measured against."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (result i64) (local $i i64)
    (loop $again
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $again (i64.ne (local.get $i) (i64.const 0))))
    (local.get $i)))
