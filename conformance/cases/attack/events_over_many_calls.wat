;;! why = "A log that nobody empties holds 16 MiB and no more, however many calls fill it."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { trap = "event-log-limit" }
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 16)
  (func (export "attack") (result i64)
    (call $event_emit (i32.const 7) (i32.const 0) (i32.const 1048512))
    (i64.const 0)))
