;;! why = "Functions that call each other in turn are counted like one that calls itself."
;;! clauses = ["STACK-1"]
;;! limits = { stack_height = 280 }
;;!
;;! [[step]]
;;! call = "even"
;;! args = [9]
;;! expect = { returned = 9 }
;;!
;;! [[step]]
;;! call = "even"
;;! args = [10]
;;! expect = { trap = "stack-exhausted" }
(module
  (func $even (export "even") (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $odd (i64.sub (local.get $depth) (i64.const 1)))))))
  (func $odd (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $even (i64.sub (local.get $depth) (i64.const 1))))))))
