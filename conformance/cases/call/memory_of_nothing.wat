;;! why = "In a memory of no pages every access is out of bounds, and a bulk instruction of nothing at its end is not."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! call = "load"
;;! expect = { trap = "memory-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "fill"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "fill"
;;! args = [1]
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory 0)
  (func (export "load") (result i64)
    (i64.load8_u (i32.const 0)))
  (func (export "fill") (param $at i64) (result i64)
    (memory.fill (i32.wrap_i64 (local.get $at)) (i32.const 0) (i32.const 0))
    (i64.const 1)))
