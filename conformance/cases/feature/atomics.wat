;;! why = "Atomic instructions are refused, on a memory that is not shared too."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (memory 1)
  (func
    i32.const 0
    i32.atomic.load
    drop))
