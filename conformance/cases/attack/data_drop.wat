;;! why = "`data.drop`, again and again."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 1)
  (data $d "x")
  (func (export "attack") (result i64)
    (loop $again
      (data.drop $d)
      (br $again))
    unreachable))
