;;! why = "A module may have as many data segments as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { data_segments = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (memory 1)
  (data (i32.const 0) "x")
  (data "y")
  (func (export "f") (result i64)
    i64.const 1))
