;;! why = "An address and the offset of an instruction are added without wrapping: together they can pass 4 GiB, and are out of bounds."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]] # wrapped, it would be address 0
;;! fuel = 200_000
;;! call = "load"
;;! args = [1]
;;! expect = { trap = "memory-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "load"
;;! args = [-1]
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory 1)
  (func (export "load") (param $at i64) (result i64)
    (i64.load8_u offset=0xffffffff (i32.wrap_i64 (local.get $at)))))
