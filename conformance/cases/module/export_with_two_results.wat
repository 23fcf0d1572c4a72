;;! why = "A call gives one value: a function that gives two is refused as an export."
;;! clauses = ["MOD-4"]
;;! refused = "export-type"
(module
  (func (export "f") (result i64 i64)
    i64.const 1
    i64.const 2))
