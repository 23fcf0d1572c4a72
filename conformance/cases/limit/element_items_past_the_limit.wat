;;! why = "Items count over all element segments together, so many small ones are no way round."
;;! clauses = ["LIMIT-1"]
;;! limits = { element_segment_items = 3 }
;;! refused = "limit"
(module
  (func $f)
  (elem func $f $f)
  (elem func $f $f)
  (func (export "f") (result i64)
    i64.const 1))
