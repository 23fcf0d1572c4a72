;;! why = "All that lasts from call to call is state: a count in slot 0, raised by each call and read at the end."
;;! clauses = ["DET-1", "FUEL-6", "STATE-1", "STATE-2"]
;;!
;;! [[step]]
;;! call = "increment"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "increment"
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! call = "increment"
;;! expect = { returned = 3 }
;;!
;;! [[step]]
;;! call = "increment"
;;! expect = { returned = 4 }
;;!
;;! [[step]]
;;! call = "increment"
;;! expect = { returned = 5 }
;;!
;;! [[step]]
;;! call = "read"
;;! expect = { returned = 5 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "increment") (result i64)
    i32.const 0
    i32.const 0
    call $state_get
    i64.const 1
    i64.add
    call $state_set
    i32.const 0
    call $state_get)
  (func (export "read") (result i64)
    i32.const 0
    call $state_get))
