;;! why = "Two functions that call each other without end."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "stack-exhausted" }
(module
  (func $attack (export "attack") (result i64)
    (i64.add (i64.const 1) (call $other)))
  (func $other (result i64)
    (i64.add (i64.const 1) (call $attack))))
