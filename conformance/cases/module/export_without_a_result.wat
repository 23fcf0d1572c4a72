;;! why = "A call gives one value: a function that gives none is refused as an export."
;;! clauses = ["MOD-4"]
;;! refused = "export-type"
(module
  (func (export "f")))
