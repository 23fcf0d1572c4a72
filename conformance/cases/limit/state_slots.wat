;;! why = "A guest cannot fill the host's memory with slots: one too many is refused by name, one that exists is not."
;;! clauses = ["LIMIT-3"]
;;! limits = { state_slots = 2 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [0, 10]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [7, 17]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [8, 18]
;;! expect = { trap = "state-slot-limit", message = "too many state slots: slot 8 would be number 3, the limit is 2" }
;;!
;;! [[step]]
;;! call = "write"
;;! args = [7, 27]
;;! expect = { returned = 1 }
(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "write") (param $slot i64) (param $value i64) (result i64)
    local.get $slot
    i32.wrap_i64
    local.get $value
    call $state_set
    i64.const 1))
