;;! why = "A segment that does not fit is refused at load, so that no call can fail on it."
;;! clauses = ["MOD-6", "MOD-8"]
;;! refused = "segment-out-of-range"
;;! message = "data segment 0 at byte 16 is active over 65535..65537: its memory has 65536"
(module
  (memory 1)
  (data (i32.const 65535) "ab"))
