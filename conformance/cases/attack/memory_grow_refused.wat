;;! why = "`memory.grow` past the limit asks the host, and gets -1."
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
      (drop (memory.grow (i32.const 65535)))
      (br $again))
    unreachable))
