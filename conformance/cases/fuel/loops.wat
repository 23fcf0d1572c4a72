;;! why = "Entering a `loop` costs 2 however often it goes round; each round costs what is in it."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "rounds"
;;! args = [1]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # 8 more
;;! fuel = 1_000_000
;;! call = "rounds"
;;! args = [2]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # 80 more than the first
;;! fuel = 1_000_000
;;! call = "rounds"
;;! args = [11]
;;! expect = { returned = 0 }
(module
  (func (export "rounds") (param $times i64) (result i64)
    (loop $again
      (local.set $times (i64.sub (local.get $times) (i64.const 1)))
      (br_if $again (i64.ne (local.get $times) (i64.const 0))))
    (local.get $times)))
