;;! why = "Entering a function costs 1; where the stack is counted, 8 more, and 4 when it returns."
;;! clauses = ["FUEL-9", "STACK-4"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "inline"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the call, the entering, and 12 for being counted
;;! fuel = 1_000_000
;;! call = "direct"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # one more: the index
;;! fuel = 1_000_000
;;! call = "indirect"
;;! expect = { returned = 1 }
(module
  (type $getter (func (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) $leaf)
  (func $leaf (result i64)
    i64.const 1)
  (func (export "inline") (result i64)
    i64.const 1)
  (func (export "direct") (result i64)
    call $leaf)
  (func (export "indirect") (result i64)
    i32.const 0
    call_indirect (type $getter)))
