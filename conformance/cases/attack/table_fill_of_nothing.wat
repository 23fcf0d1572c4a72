;;! why = "`table.fill` of no element."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 1 funcref)
  (func (export "attack") (result i64)
    (loop $again
      (table.fill $t (i32.const 0) (ref.null func) (i32.const 0))
      (br $again))
    unreachable))
