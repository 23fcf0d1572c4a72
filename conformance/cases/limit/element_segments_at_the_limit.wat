;;! why = "A module may have as many element segments as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { element_segments = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (table 1 funcref)
  (elem (i32.const 0) $f)
  (elem func $f)
  (func $f)
  (func (export "f") (result i64)
    i64.const 1))
