;;! why = "Where the stack is counted, entering costs 8 more, leaving 4 more, and `return` 1; nothing else of the function costs more."
;;! clauses = ["STACK-4"]
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "uncounted"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the call and its entry, and 12
;;! fuel = 100_000
;;! call = "counted"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # twice that
;;! fuel = 100_000
;;! call = "counted_twice"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 1 more
;;! fuel = 100_000
;;! call = "with_return"
;;! expect = { returned = 1 }
(module
  (func $leaf (result i64)
    i64.const 1)
  (func $falls_through (result i64)
    call $leaf)
  (func $returns (result i64)
    call $leaf
    return)
  (func (export "uncounted") (result i64)
    i64.const 1)
  (func (export "counted") (result i64)
    call $leaf)
  (func (export "counted_twice") (result i64)
    call $falls_through)
  (func (export "with_return") (result i64)
    call $returns))
