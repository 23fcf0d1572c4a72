;;! why = "A bulk instruction costs in proportion to what it touches, or one instruction could do the work of millions."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "fill"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 1,000 bytes, 1,000 more
;;! fuel = 200_000
;;! call = "fill"
;;! args = [1_000]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # more than was left
;;! fuel = 175_000
;;! call = "fill"
;;! args = [65_536]
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 1)
  (func (export "fill") (param $bytes i64) (result i64)
    i32.const 0
    i32.const 255
    local.get $bytes
    i32.wrap_i64
    memory.fill
    i64.const 1))
