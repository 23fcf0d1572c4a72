;;! why = "A loop of `state_get` must run out of fuel: the host's work is not free."
;;! clauses = ["FUEL-2", "FUEL-6"]
;;!
;;! [[step]]
;;! fuel = 60_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 60000 units are not enough" }
(module
  (import "env" "state_get" (func $hostcall (param i32) (result i64)))
  (func (export "spin") (result i64)
    (loop $again
      (drop (call $hostcall (i32.const 0)))
      (br $again))
    (i64.const 1)))
