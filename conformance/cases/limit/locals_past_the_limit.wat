;;! why = "Locals are declared in runs, so a few bytes can declare very many: one too many is refused."
;;! clauses = ["LIMIT-1"]
;;! limits = { function_locals = 2 }
;;! refused = "limit"
(module
  (func (local i64 i32 i64))
  (func (export "f") (result i64)
    i64.const 1))
