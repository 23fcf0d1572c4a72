;;! why = "A payload is bytes: what is no text, or would move a cursor, arrives as it is and is shown escaped."
;;! clauses = ["EVENT-2"]
;;!
;;! [[step]]
;;! call = "emit"
;;! expect = { returned = 1 }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\00\ff\1b[2J\n\"")
  (func (export "emit") (result i64)
    (call $event_emit (i32.const 0) (i32.const 0) (i32.const 8))
    (i64.const 1)))
