;;! why = "`ref.func` makes the engine look a function up."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 1 funcref)
  (elem declare func $f)
  (func $f)
  (func (export "attack") (result i64)
    (loop $again
      (table.set $t (i32.const 0) (ref.func $f))
      (br $again))
    unreachable))
