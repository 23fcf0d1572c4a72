;;! why = "The shortest loop: every unit is a jump and a look at the fuel."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (result i64)
    (loop $again
      (nop)
      (br $again))
    unreachable))
