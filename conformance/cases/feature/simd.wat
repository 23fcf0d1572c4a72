;;! why = "Vectors are refused: what they give for floats differs between processors."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (func
    v128.const i64x2 1 2
    drop))
