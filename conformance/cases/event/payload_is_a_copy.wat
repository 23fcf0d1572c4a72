;;! why = "A payload is copied during the hostcall: what the module writes there afterwards does not change what it said."
;;! clauses = ["EVENT-2"]
;;!
;;! [[step]]
;;! call = "emit_write_emit"
;;! expect = { returned = 1 }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "first!")
  (func (export "emit_write_emit") (result i64)
    i32.const 0
    i32.const 16
    i32.const 6
    call $event_emit
    i32.const 16
    i32.const 0x6e6f6365 ;; "econ", over "firs"
    i32.store
    i32.const 0
    i32.const 16
    i32.const 6
    call $event_emit
    i64.const 1))
