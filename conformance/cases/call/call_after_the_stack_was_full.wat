;;! why = "A stack that was exhausted is empty at the next call."
;;! clauses = ["CALL-4", "STACK-1"]
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [1000000]
;;! expect = { trap = "stack-exhausted" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "nest"
;;! args = [1000]
;;! expect = { returned = 1 }
(module
  (func $deeper (param $left i64) (result i64)
    (if (result i64) (i64.eqz (local.get $left))
      (then (i64.const 1))
      (else (call $deeper (i64.sub (local.get $left) (i64.const 1))))))
  (func (export "nest") (param $times i64) (result i64)
    (call $deeper (local.get $times))))
