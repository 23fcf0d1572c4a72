;;! why = "Where a segment starts is read as unsigned: -1 is the last address, and its end does not wrap."
;;! clauses = ["MOD-6"]
;;! refused = "segment-out-of-range"
(module
  (memory 1)
  (data (i32.const -1) "xy"))
