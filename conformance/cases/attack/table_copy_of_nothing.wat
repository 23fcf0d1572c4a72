;;! why = "`table.copy` of no element."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 10 funcref)
  (func (export "attack") (result i64)
    (loop $again
      (table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 0))
      (br $again))
    unreachable))
