;;! why = "Floating point is left out, because its NaN bits differ between processors."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (export "third") (result i64)
    f64.const 1
    f64.const 3
    f64.div
    i64.reinterpret_f64))
