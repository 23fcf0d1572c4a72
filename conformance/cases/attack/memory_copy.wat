;;! why = "`memory.copy` within 16 MiB, further than any cache."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 41_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 256)
  (func (export "attack") (result i64)
    (loop $again
      (memory.copy (i32.const 8388608) (i32.const 0) (i32.const 8388608))
      (br $again))
    unreachable))
