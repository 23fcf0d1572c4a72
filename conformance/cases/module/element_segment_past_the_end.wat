;;! why = "An active element segment past the end of its table is refused at load, where it costs no call."
;;! clauses = ["MOD-6"]
;;! refused = "segment-out-of-range"
(module
  (table 1 funcref)
  (func $f)
  (elem (i32.const 0) $f $f))
