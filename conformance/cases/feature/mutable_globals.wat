;;! why = "A module may have mutable globals of its own; they are fresh in each call."
;;! clauses = ["CALL-2", "MOD-2"]
;;!
;;! [[step]]
;;! call = "bump"
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! call = "bump"
;;! expect = { returned = 2 }
(module
  (global $count (mut i32) (i32.const 1))
  (func (export "bump") (result i64)
    global.get $count
    i32.const 1
    i32.add
    global.set $count
    global.get $count
    i64.extend_i32_u))
