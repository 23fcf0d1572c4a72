;;! why = "A module that wants anything but the four hostcalls is refused, and the message says what it wanted."
;;! clauses = ["MOD-3"]
;;! refused = "unknown-import"
(module
  (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32))))
