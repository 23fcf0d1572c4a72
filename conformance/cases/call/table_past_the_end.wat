;;! why = "Every table instruction halts past the end of its table, under one name."
;;! clauses = ["CALL-6"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "get"
;;! args = [3]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "get"
;;! args = [4]
;;! expect = { trap = "table-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "set"
;;! args = [-1]
;;! expect = { trap = "table-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "fill"
;;! args = [2]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "fill"
;;! args = [3]
;;! expect = { trap = "table-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "copy"
;;! args = [3]
;;! expect = { trap = "table-out-of-bounds" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "init"
;;! args = [3]
;;! expect = { trap = "table-out-of-bounds" }
(module
  (table $t 4 funcref)
  (elem $two func $f $f)
  (func $f)
  (func (export "get") (param $at i64) (result i64)
    (i64.extend_i32_u (ref.is_null (table.get $t (i32.wrap_i64 (local.get $at))))))
  (func (export "set") (param $at i64) (result i64)
    (table.set $t (i32.wrap_i64 (local.get $at)) (ref.null func))
    (i64.const 1))
  (func (export "fill") (param $at i64) (result i64)
    (table.fill $t (i32.wrap_i64 (local.get $at)) (ref.null func) (i32.const 2))
    (i64.const 1))
  (func (export "copy") (param $to i64) (result i64)
    (table.copy $t $t (i32.wrap_i64 (local.get $to)) (i32.const 0) (i32.const 2))
    (i64.const 1))
  (func (export "init") (param $to i64) (result i64)
    (table.init $t $two (i32.wrap_i64 (local.get $to)) (i32.const 0) (i32.const 2))
    (i64.const 1)))
