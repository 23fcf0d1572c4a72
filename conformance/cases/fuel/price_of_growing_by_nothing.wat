;;! why = "`memory.grow` and `table.grow` cost 255 even where nothing grows."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "nothing"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 256 more
;;! fuel = 1_000_000
;;! call = "memory"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 257 more
;;! fuel = 1_000_000
;;! call = "table"
;;! expect = { returned = 1 }
(module
  (memory 0)
  (table 0 funcref)
  (func (export "nothing") (result i64)
    i64.const 1)
  (func (export "memory") (result i64)
    i32.const 0
    memory.grow
    drop
    i64.const 1)
  (func (export "table") (result i64)
    ref.null func
    i32.const 0
    table.grow
    drop
    i64.const 1))
