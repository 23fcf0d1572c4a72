;;! why = "`table.fill` of a large table."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 10000 funcref)
  (elem declare func $f)
  (func $f)
  (func (export "attack") (result i64)
    (loop $again
      (table.fill $t (i32.const 0) (ref.func $f) (i32.const 10000))
      (br $again))
    unreachable))
