;;! why = "`memory.grow` by 0 asks the host, and changes nothing."
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
      (drop (memory.grow (i32.const 0)))
      (br $again))
    unreachable))
