;;! why = "The last bytes of memory are a payload like any others."
;;! clauses = ["EVENT-2", "EVENT-3"]
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 65532, 4]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [0, 65535, 1]
;;! expect = { returned = 1 }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 65532) "last")
  (func (export "emit") (param $id i64) (param $at i64) (param $bytes i64) (result i64)
    (call $event_emit
      (i32.wrap_i64 (local.get $id)) (i32.wrap_i64 (local.get $at)) (i32.wrap_i64 (local.get $bytes)))
    (i64.const 1)))
