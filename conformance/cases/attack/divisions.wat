;;! why = "The slowest arithmetic: one division feeding the next."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (result i64) (local $x i64) (local $n i64)
    (local.set $x (i64.const 3))
    (local.set $n (i64.const -1))
    (loop $again
      (local.set $x (i64.or (i64.const -9223372036854775808)
        (i64.div_u (local.get $n) (i64.div_u (local.get $n) (i64.div_u (local.get $n) (i64.div_u (local.get $n) (i64.div_u (local.get $n) (i64.div_u (local.get $n) (i64.div_u (local.get $n) (i64.div_u (local.get $n) (local.get $x)))))))))))
      (br $again))
    unreachable))
