;;! why = "Two exports of one name would leave open which of them a call means."
;;! clauses = ["MOD-1"]
;;! refused = "invalid"
(module
  (func $f (result i64)
    i64.const 1)
  (export "f" (func $f))
  (export "f" (func $f)))
