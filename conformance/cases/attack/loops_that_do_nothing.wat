;;! why = "Every loop looks at the fuel when it is entered: many empty ones must not be free."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func (export "attack") (result i64)
    (loop $again
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop) (loop)
      (br $again))
    unreachable))
