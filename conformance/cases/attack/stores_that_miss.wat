;;! why = "Stores all over 16 MiB, to places that depend on each other."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 31_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 256)
  (func (export "attack") (result i64) (local $x i32)
    (loop $again
      (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
      (i32.store8 (i32.shr_u (local.get $x) (i32.const 8)) (i32.const 1))
      (br $again))
    unreachable))
