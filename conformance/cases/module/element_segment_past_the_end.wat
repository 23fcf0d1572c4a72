;;! why = "An active element segment past the end of its table is refused at load, where it costs no call."
;;! clauses = ["MOD-6", "MOD-8"]
;;! refused = "segment-out-of-range"
;;! message = "element segment 0 at byte 27 is active over 0..2: its table has 1"
(module
  (table 1 funcref)
  (func $f)
  (elem (i32.const 0) $f $f))
