;;! why = "A table grows up to the limit, and at one past it gets -1, an answer that every node gives."
;;! clauses = ["LIMIT-2"]
;;! limits = { table_elements = 10 }
;;!
;;! [[step]]
;;! call = "grow"
;;! args = [9]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "grow"
;;! args = [10]
;;! expect = { returned = -1 }
;;!
;;! [[step]]
;;! fuel = 5_000_000_000
;;! call = "grow"
;;! args = [-1]
;;! expect = { returned = -1 }
(module
  (table 1 funcref)
  (func (export "grow") (param $elements i64) (result i64)
    (i64.extend_i32_s (table.grow (ref.null func) (i32.wrap_i64 (local.get $elements))))))
