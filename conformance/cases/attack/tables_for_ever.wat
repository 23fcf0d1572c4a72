;;! why = "Four tables as large as they may be, new at every call."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { returned = 0 }
(module
  (global (mut i32) (i32.const 0))
  (table 10000 funcref)
  (table 10000 funcref)
  (table 10000 funcref)
  (table 10000 funcref)
  (func (export "attack") (result i64)
    (i64.const 0)))
