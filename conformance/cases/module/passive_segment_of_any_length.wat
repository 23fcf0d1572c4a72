;;! why = "A passive segment has no place in memory until an instruction gives it one: longer than memory, it only fails when it is used."
;;! clauses = ["CALL-6", "MOD-6"]
;;!
;;! [[step]]
;;! call = "nothing"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "one_byte"
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory 0)
  (data $long "longer than a memory of nothing")
  (func (export "nothing") (result i64)
    (memory.init $long (i32.const 0) (i32.const 0) (i32.const 0))
    (i64.const 1))
  (func (export "one_byte") (result i64)
    (memory.init $long (i32.const 0) (i32.const 0) (i32.const 1))
    (i64.const 1)))
