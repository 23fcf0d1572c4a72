;;! why = "A function's weight is 16, its parameters, results and locals, and a unit for each value it makes: here 28. Ten frames fit in 280."
;;! clauses = ["STACK-1", "STACK-2"]
;;! limits = { stack_height = 280 }
;;!
;;! [[step]] # ten frames, the one at depth 0 included
;;! call = "nest"
;;! args = [9]
;;! expect = { returned = 9 }
;;!
;;! [[step]] # one frame over
;;! call = "nest"
;;! args = [10]
;;! expect = { trap = "stack-exhausted", message = "stack exhausted: height 308, the limit is 280" }
(module
  (func $nest (export "nest") (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $nest (i64.sub (local.get $depth) (i64.const 1))))))))
