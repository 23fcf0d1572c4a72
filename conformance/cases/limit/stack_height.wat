;;! why = "A host may set the stack lower: a module nests less deeply, and is told at which height."
;;! clauses = ["LIMIT-1", "STACK-1"]
;;! limits = { stack_height = 100 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [3]
;;! expect = { trap = "stack-exhausted" }
(module
  (func $deeper (param $left i64) (result i64)
    (if (result i64) (i64.eqz (local.get $left))
      (then (i64.const 1))
      (else (call $deeper (i64.sub (local.get $left) (i64.const 1))))))
  (func (export "nest") (param $times i64) (result i64)
    (call $deeper (local.get $times))))
