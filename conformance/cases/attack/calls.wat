;;! why = "Calls of a function that does nothing."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (func $nothing)
  (func (export "attack") (result i64)
    (loop $again
      (call $nothing) (call $nothing) (call $nothing) (call $nothing) (call $nothing) (call $nothing) (call $nothing) (call $nothing) 
      (br $again))
    unreachable))
