;;! why = "Where a segment goes is known when the module is loaded, so its offset is no sum."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (memory 1)
  (data (offset (i32.add (i32.const 1) (i32.const 2))) "x"))
