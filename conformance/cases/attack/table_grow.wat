;;! why = "Tables grown one element at a time, to the limit and past it."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 0 funcref)
  (func (export "attack") (result i64)
    (loop $again
      (drop (table.grow $t (ref.null func) (i32.const 1)))
      (br $again))
    unreachable))
