;;! why = "`table.copy` within a large table."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 10000 funcref)
  (elem (i32.const 5000) func $f)
  (func $f)
  (func (export "attack") (result i64)
    (loop $again
      (table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 9999))
      (br $again))
    unreachable))
