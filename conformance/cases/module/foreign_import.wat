;;! why = "A module that wants anything but the four hostcalls is refused, and the message says what it wanted."
;;! clauses = ["MOD-3", "MOD-8"]
;;! refused = "unknown-import"
;;! message = "import `wasi_snapshot_preview1`.`random_get` at byte 20: allowed are the functions `state_get`, `state_set`, `gas_consume` and `event_emit` of `env`"
(module
  (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32))))
