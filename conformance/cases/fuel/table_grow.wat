;;! why = "An element is paid for when it is granted: 8 each, and 1 for each that is asked for."
;;! clauses = ["FUEL-8", "FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "grow"
;;! args = [0]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # 9 more for each
;;! fuel = 100_000
;;! call = "grow"
;;! args = [100]
;;! expect = { returned = 0 }
;;!
;;! [[step]] # refused: 1 for each that was asked for
;;! fuel = 100_000
;;! call = "grow"
;;! args = [1001]
;;! expect = { returned = -1 }
(module
  (table 0 1000 funcref)
  (func (export "grow") (param $elements i64) (result i64)
    (i64.extend_i32_s (table.grow (ref.null func) (i32.wrap_i64 (local.get $elements))))))
