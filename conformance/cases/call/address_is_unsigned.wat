;;! why = "Address -1 is 4294967295, far past the end."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "load"
;;! args = [65535]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "load"
;;! args = [-1]
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory 1)
  (func (export "load") (param $at i64) (result i64)
    (i64.load8_u (i32.wrap_i64 (local.get $at)))))
