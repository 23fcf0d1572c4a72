;;! why = "A module whose estimated cost of compiling is one unit over the limit is refused before it is compiled."
;;! clauses = ["LIMIT-4"]
;;! limits = { compile_cost = 378_608 }
;;! refused = "limit"
(module
  (func (export "sum") (param i64) (result i64)
    (local i64)
    (loop $more
      (local.set 1 (i64.add (local.get 1) (local.get 0)))
      (local.tee 0 (i64.sub (local.get 0) (i64.const 1)))
      i64.eqz
      i32.eqz
      br_if $more)
    local.get 1))
