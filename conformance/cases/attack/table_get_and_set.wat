;;! why = "Elements moved one by one."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 2 funcref)
  (elem (i32.const 1) func $f)
  (func $f)
  (func (export "attack") (result i64)
    (loop $again
      (table.set $t (i32.const 0) (table.get $t (i32.const 1)))
      (br $again))
    unreachable))
