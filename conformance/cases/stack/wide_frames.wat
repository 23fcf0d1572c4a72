;;! why = "Locals weigh: with ten more a frame weighs 38, and seven frames fit where ten narrow ones did."
;;! clauses = ["STACK-2"]
;;! limits = { stack_height = 280 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [6]
;;! expect = { returned = 6 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [7]
;;! expect = { trap = "stack-exhausted", message = "stack exhausted: height 304, the limit is 280" }
(module
  (func $nest (export "nest") (param $depth i64) (result i64)
    (local i64 i64 i64 i64 i64 i32 i32 i32 i32 i32)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $nest (i64.sub (local.get $depth) (i64.const 1))))))))
