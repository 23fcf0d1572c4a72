;;! why = "A bulk instruction whose range passes the end of memory, or of its segment, halts."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "fill"
;;! args = [65532]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "fill"
;;! args = [65533]
;;! expect = { trap = "memory-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "copy"
;;! args = [65533, 0]
;;! expect = { trap = "memory-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "copy"
;;! args = [0, 65533]
;;! expect = { trap = "memory-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "init"
;;! args = [2]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "init"
;;! args = [3]
;;! expect = { trap = "memory-out-of-bounds" }
;;!
;;! [[step]] # a segment that was dropped is empty
;;! fuel = 200_000
;;! call = "init_dropped"
;;! expect = { trap = "memory-out-of-bounds" }
(module
  (memory 1)
  (data $four "abcd")
  (func (export "fill") (param $at i64) (result i64)
    (memory.fill (i32.wrap_i64 (local.get $at)) (i32.const 1) (i32.const 4))
    (i64.const 1))
  (func (export "copy") (param $to i64) (param $from i64) (result i64)
    (memory.copy (i32.wrap_i64 (local.get $to)) (i32.wrap_i64 (local.get $from)) (i32.const 4))
    (i64.const 1))
  (func (export "init") (param $from i64) (result i64)
    (memory.init $four (i32.const 0) (i32.wrap_i64 (local.get $from)) (i32.const 2))
    (i64.const 1))
  (func (export "init_dropped") (result i64)
    (data.drop $four)
    (memory.init $four (i32.const 0) (i32.const 0) (i32.const 1))
    (i64.const 1)))
