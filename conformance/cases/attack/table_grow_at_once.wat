;;! why = "A table grown to the limit in one step, new at every call."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { returned = 10000 }
(module
  (table $t 0 funcref)
  (func (export "attack") (result i64)
    (drop (table.grow $t (ref.null func) (i32.const 10000)))
    (i64.extend_i32_u (table.size $t))))
