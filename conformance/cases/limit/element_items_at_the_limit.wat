;;! why = "All element segments together may have as many items as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { element_segment_items = 3 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (func $f)
  (elem func $f $f)
  (elem func $f)
  (func (export "f") (result i64)
    i64.const 1))
