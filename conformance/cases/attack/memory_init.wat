;;! why = "`memory.init` of few bytes."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 1)
  (data $d "sixteen bytes ok")
  (func (export "attack") (result i64)
    (loop $again
      (memory.init $d (i32.const 0) (i32.const 0) (i32.const 16))
      (br $again))
    unreachable))
