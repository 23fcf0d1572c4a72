;;! why = "An empty segment past the end writes nothing, and is refused all the same."
;;! clauses = ["MOD-6"]
;;! refused = "segment-out-of-range"
(module
  (memory 1)
  (data (i32.const 65537) ""))
