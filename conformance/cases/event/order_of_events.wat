;;! why = "Events of one call and of several come in the order in which they were emitted, whatever their ids."
;;! clauses = ["EVENT-1"]
;;!
;;! [[step]]
;;! call = "emit_three"
;;! args = [9]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit_three"
;;! args = [3]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! take_events = true
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "emit_three") (param $from i64) (result i64)
    (call $event_emit (i32.wrap_i64 (local.get $from)) (i32.const 0) (i32.const 0))
    (call $event_emit (i32.const 0) (i32.const 0) (i32.const 0))
    (call $event_emit (i32.wrap_i64 (local.get $from)) (i32.const 0) (i32.const 0))
    (i64.const 1)))
