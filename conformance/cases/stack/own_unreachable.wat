;;! why = "The module's own `unreachable`, deep in a nest of calls, is not taken for the stack: it keeps the remainder."
;;! clauses = ["FUEL-4", "STACK-1"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "nest"
;;! args = [100]
;;! expect = { trap = "unreachable" }
(module
  (func $nest (export "nest") (param $depth i64) (result i64)
    (if (i64.eqz (local.get $depth)) (then unreachable))
    (call $nest (i64.sub (local.get $depth) (i64.const 1)))))
