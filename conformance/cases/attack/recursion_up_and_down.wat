;;! why = "Down to a thousand frames and back, again and again: only fuel ends it."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (result i64)
    (loop $again
      (drop (call $down (i64.const 1000)))
      (br $again))
    unreachable)
  (func $down (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $down (i64.sub (local.get $n) (i64.const 1))))))))
