;;! why = "A call that leaves its memory at once, for ever."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 170_100
;;! call = "attack"
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory 1)
  (func (export "attack") (result i64)
    (i64.load (i32.const -8))))
