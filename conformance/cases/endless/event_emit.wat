;;! why = "A loop of `event_emit` must run out of fuel: the host's work is not free."
;;! clauses = ["FUEL-2", "FUEL-6"]
;;!
;;! [[step]]
;;! fuel = 60_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 60000 units are not enough" }
(module
  (import "env" "event_emit" (func $hostcall (param i32 i32 i32)))
  (func (export "spin") (result i64)
    (loop $again
      (call $hostcall (i32.const 0) (i32.const 0) (i32.const 0))
      (br $again))
    (i64.const 1)))
