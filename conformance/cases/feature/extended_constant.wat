;;! why = "A constant is one instruction: what a segment or a global starts with is read, not computed."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (global i64 (i64.add (i64.const 1) (i64.const 2))))
