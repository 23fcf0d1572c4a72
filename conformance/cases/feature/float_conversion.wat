;;! why = "Turning a float into a number without trapping is still floating point."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func (export "f") (result i64)
    f64.const 1
    i64.trunc_sat_f64_s))
