;;! why = "A store that passes the end of memory by one byte writes nothing at all."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "store"
;;! args = [65528]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "store"
;;! args = [65529]
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory (export "memory") 1)
  (func (export "store") (param $at i64) (result i64)
    (i64.store (i32.wrap_i64 (local.get $at)) (i64.const -1))
    (i64.const 1)))
