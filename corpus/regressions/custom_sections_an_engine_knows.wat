;;! why = "Whatever its name, a custom section says nothing to the host: an engine that knows one by name does not see it."
;;! clauses = ["MOD-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "nested"
;;! args = [3]
;;! expect = { returned = 3 }
(module
  (@custom "webidl-bindings" "nothing that matters")
  (@custom "wasm-interface-types" "")
  (@custom "metadata.code.branch_hint" (after code) "\ff")
  (func (export "one") (result i64)
    i64.const 1)
  (func $nested (export "nested") (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $nested (i64.sub (local.get $depth) (i64.const 1))))))))
