;;! why = "One call may emit so many events and no more; the next call starts from none."
;;! clauses = ["LIMIT-3"]
;;! limits = { events_per_call = 2 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [2]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [2]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "emit"
;;! args = [3]
;;! expect = { trap = "event-limit", message = "too many events: event 4 would be number 3 of this call, the limit is 2" }
;;!
;;! [[step]] # those of the calls that returned
;;! take_events = true
(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "emit") (param $times i64) (result i64)
    loop $again
      i32.const 4
      i32.const 0
      i32.const 0
      call $event_emit
      local.get $times
      i64.const 1
      i64.sub
      local.tee $times
      i64.eqz
      i32.eqz
      br_if $again
    end
    i64.const 1))
