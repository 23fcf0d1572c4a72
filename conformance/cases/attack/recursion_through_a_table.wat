;;! why = "A function that calls itself through a table without end."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "stack-exhausted" }
(module
  (type $t (func (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) func $attack)
  (func $attack (export "attack") (type $t)
    (i64.add (i64.const 1) (call_indirect (type $t) (i32.const 0)))))
