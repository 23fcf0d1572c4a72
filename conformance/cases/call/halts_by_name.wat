;;! why = "A caller decides by the name of a trap: each way in which an instruction can halt has its own."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "divide"
;;! args = [-9223372036854775808, -1]
;;! expect = { trap = "integer-overflow", message = "integer overflow: the quotient does not fit" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "remainder"
;;! args = [1, 0]
;;! expect = { trap = "division-by-zero", message = "division by zero" }
;;!
;;! [[step]] # the last eight bytes, and one byte on
;;! fuel = 200_000
;;! call = "load"
;;! args = [65528]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "load"
;;! args = [65529]
;;! expect = { trap = "memory-out-of-bounds", message = "memory access out of bounds" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "indirect"
;;! args = [0]
;;! expect = { returned = 7 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "indirect"
;;! args = [1]
;;! expect = { trap = "signature-mismatch", message = "indirect call to a function of another type" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "indirect"
;;! args = [2]
;;! expect = { trap = "null-element", message = "indirect call to a null element" }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "indirect"
;;! args = [3]
;;! expect = { trap = "table-out-of-bounds", message = "table access out of bounds" }
(module
  (type $getter (func (result i64)))
  (memory 1)
  (table 3 funcref)
  (elem (i32.const 0) $seven $nothing)
  (func $seven (result i64)
    i64.const 7)
  (func $nothing)
  (func (export "divide") (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.div_s)
  (func (export "remainder") (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.rem_u)
  (func (export "load") (param i64) (result i64)
    local.get 0
    i32.wrap_i64
    i64.load)
  (func (export "indirect") (param i64) (result i64)
    local.get 0
    i32.wrap_i64
    call_indirect (type $getter)))
