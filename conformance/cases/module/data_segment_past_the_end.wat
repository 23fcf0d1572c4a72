;;! why = "A segment that does not fit is refused at load, so that no call can fail on it."
;;! clauses = ["MOD-6"]
;;! refused = "segment-out-of-range"
(module
  (memory 1)
  (data (i32.const 65535) "ab"))
