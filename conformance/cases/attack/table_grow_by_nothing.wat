;;! why = "`table.grow` by 0 asks the host, and changes nothing."
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
      (drop (table.grow $t (ref.null func) (i32.const 0)))
      (br $again))
    unreachable))
