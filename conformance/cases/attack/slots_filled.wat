;;! why = "Ever new slots, until the host keeps no more."
;;! clauses = ["ATTACK-1"]
;;! limits = { state_slots = 1_000 } # the report fills as many as there are by default
;;!
;;! [[step]]
;;! call = "attack"
;;! expect = { trap = "state-slot-limit" }
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "attack") (result i64) (local $slot i32)
    (loop $again
      (call $state_set (local.get $slot) (i64.const 1))
      (local.set $slot (i32.add (local.get $slot) (i32.const 1)))
      (br $again))
    unreachable))
