;;! why = "The height starts at zero in every call, whatever ended the one before: a return, a trap at the limit, a refusal in the depth."
;;! clauses = ["STACK-1"]
;;! limits = { stack_height = 320 }
;;!
;;! [[step]] # a frame weighs 30: ten of them
;;! call = "nest"
;;! args = [9]
;;! expect = { returned = 9 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [10]
;;! expect = { trap = "stack-exhausted" }
;;!
;;! [[step]] # refused at depth 0, under ten frames
;;! fuel = 1_000_000
;;! budgets = { 0 = 0 }
;;! call = "nest"
;;! args = [9]
;;! expect = { trap = "out-of-gas" }
;;!
;;! [[step]]
;;! clear_budgets = [0]
;;! call = "nest"
;;! args = [9]
;;! expect = { returned = 9 }
(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (func $nest (export "nest") (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (call $gas_consume (i32.const 0) (i64.const 1)) (i64.const 0))
      (else (i64.add (i64.const 1) (call $nest (i64.sub (local.get $depth) (i64.const 1))))))))
