;;! why = "A load and a store cost 1 each, whatever their width and wherever they go."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "load8"
;;! args = [0]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # the same
;;! fuel = 1_000_000
;;! call = "load64"
;;! args = [60_000]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # 2 more
;;! fuel = 1_000_000
;;! call = "store"
;;! args = [8]
;;! expect = { returned = 0 }
(module
  (memory 1)
  (func (export "load8") (param $at i64) (result i64)
    local.get $at
    i32.wrap_i64
    i64.load8_u)
  (func (export "load64") (param $at i64) (result i64)
    local.get $at
    i32.wrap_i64
    i64.load)
  (func (export "store") (param $at i64) (result i64)
    local.get $at
    i32.wrap_i64
    i64.const 7
    i64.store
    i64.const 0))
