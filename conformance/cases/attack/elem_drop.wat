;;! why = "`elem.drop`, again and again."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (elem $e func $f)
  (func $f)
  (func (export "attack") (result i64)
    (loop $again
      (elem.drop $e)
      (br $again))
    unreachable))
