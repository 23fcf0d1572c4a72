;;! why = "A call needs no type but its number of arguments, because every export takes and gives `i64`."
;;! clauses = ["MOD-4", "MOD-8"]
;;! refused = "export-type"
;;! message = "export `narrow` at byte 23 is the function (i32) -> (i64): an exported function must be (i64*) -> i64"
(module
  (func (export "narrow") (param i32) (result i64)
    i64.const 1))
