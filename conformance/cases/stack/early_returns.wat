;;! why = "A function gives its weight back however it is left: by `return` inside blocks, by a branch to its end, by falling off it."
;;! clauses = ["STACK-1"]
;;! limits = { stack_height = 53 }
;;!
;;! [[step]] # a hundred times each, at a limit that is just the height of `leave` and its caller together
;;! call = "leave_often"
;;! args = [300]
;;! expect = { returned = 0 }
(module
  (func $nothing)
  (func $leave (param $rounds i64)
    (call $nothing)
    (block
      (loop
        (br_if 2 (i64.eqz (i64.rem_u (local.get $rounds) (i64.const 3))))
        (if (i64.eq (i64.rem_u (local.get $rounds) (i64.const 3)) (i64.const 1))
          (then (return))))))
  (func (export "leave_often") (param $rounds i64) (result i64)
    (loop $again
      (call $leave (local.get $rounds))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $rounds)))
