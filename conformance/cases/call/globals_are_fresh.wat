;;! why = "A mutable global starts each call as it was declared: all that lasts goes through state."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "bump"
;;! expect = { returned = 42 }
;;!
;;! [[step]]
;;! call = "bump"
;;! expect = { returned = 42 }
(module
  (global $count (mut i64) (i64.const 41))
  (func (export "bump") (result i64)
    global.get $count
    i64.const 1
    i64.add
    global.set $count
    global.get $count))
