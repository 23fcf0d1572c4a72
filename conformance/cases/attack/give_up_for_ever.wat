;;! why = "A call that stops itself at once, for ever: stopping is dearer for a host than returning."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "attack"
;;! expect = { trap = "unreachable" }
(module
  (func (export "attack") (result i64)
    unreachable))
