;;! why = "Branches that no processor can predict."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (global $g (mut i64) (i64.const 0))
  (func (export "attack") (result i64) (local $x i64)
    (loop $again
      (local.set $x (i64.add (i64.mul (local.get $x) (i64.const 6364136223846793005)) (i64.const 1442695040888963407)))
      (if (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 63)))
        (then (if (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 62))) (then (global.set $g (local.get $x))))))
      (br_if $again (i32.wrap_i64 (i64.and (i64.const 1) (i64.shr_u (local.get $x) (i64.const 61)))))
      (global.set $g (i64.const 1))
      (br $again))
    unreachable))
