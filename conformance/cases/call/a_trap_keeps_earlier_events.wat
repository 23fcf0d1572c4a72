;;! why = "What earlier calls said stays said when a later one is stopped."
;;! clauses = ["CALL-1", "EVENT-1"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [1, 5]
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "emit"
;;! args = [2, 0]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]]
;;! fuel = 100_000
;;! call = "emit"
;;! args = [3, 2]
;;! expect = { returned = 5 }
;;!
;;! [[step]] # 1 and 3
;;! take_events = true
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "emit") (param $id i64) (param $divisor i64) (result i64)
    (call $event_emit (i32.wrap_i64 (local.get $id)) (i32.const 0) (i32.const 0))
    (i64.div_u (i64.const 10) (local.get $divisor))))
