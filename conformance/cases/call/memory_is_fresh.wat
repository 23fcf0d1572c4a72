;;! why = "What a call leaves in memory is gone at the next: no call can poison another."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "bump"
;;! expect = { returned = 42 }
;;!
;;! [[step]] # from the data segment again, not from 42
;;! call = "bump"
;;! expect = { returned = 42 }
(module
  (memory 1)
  (data (i32.const 0) "\29") ;; 41
  (func (export "bump") (result i64)
    i32.const 0
    i32.const 0
    i64.load
    i64.const 1
    i64.add
    i64.store
    i32.const 0
    i64.load))
