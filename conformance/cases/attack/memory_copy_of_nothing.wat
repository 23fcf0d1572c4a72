;;! why = "`memory.copy` of no byte."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 1)
  (func (export "attack") (result i64)
    (loop $again
      (memory.copy (i32.const 0) (i32.const 7) (i32.const 0))
      (br $again))
    unreachable))
