;; Each export performs its hostcall as often as its argument says.
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "plain_loop") (param $rounds i64) (result i64)
    (loop $again
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $rounds))
  (func (export "state_get") (param $rounds i64) (result i64)
    (loop $again
      (drop (call $state_get (i32.const 0)))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $rounds))
  (func (export "state_set") (param $rounds i64) (result i64)
    (loop $again
      (call $state_set (i32.wrap_i64 (local.get $rounds)) (local.get $rounds))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $rounds))
  (func (export "gas_consume") (param $rounds i64) (result i64)
    (loop $again
      (call $gas_consume (i32.wrap_i64 (local.get $rounds)) (i64.const 1))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $rounds))
  (func (export "event_emit") (param $rounds i64) (result i64)
    (loop $again
      (call $event_emit (i32.const 0) (i32.const 0) (i32.const 0))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $rounds)))
