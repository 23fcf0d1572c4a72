;; The module of every host script. Its exports do what their arguments say.
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))

  (memory (export "memory") 1 2)
  (data (i32.const 0) "0123456789abcdef0123456789abcdef")
  (data (i32.const 65528) "the end.")

  ;; One hostcall, any numbers.
  (func (export "state_get") (param i64) (result i64)
    (call $state_get (i32.wrap_i64 (local.get 0))))
  (func (export "state_set") (param i64 i64) (result i64)
    (call $state_set (i32.wrap_i64 (local.get 0)) (local.get 1))
    (i64.const 1))
  (func (export "gas_consume") (param i64 i64) (result i64)
    (call $gas_consume (i32.wrap_i64 (local.get 0)) (local.get 1))
    (i64.const 2))
  (func (export "event_emit") (param i64 i64 i64) (result i64)
    (call $event_emit (i32.wrap_i64 (local.get 0)) (i32.wrap_i64 (local.get 1)) (i32.wrap_i64 (local.get 2)))
    (i64.const 3))

  ;; Up to seven steps, one an argument; 0 reads slot 0.
  (func (export "list") (param i64 i64 i64 i64 i64 i64 i64) (result i64)
    (call $step (local.get 0))
    (i64.add (call $step (local.get 1)))
    (i64.add (call $step (local.get 2)))
    (i64.add (call $step (local.get 3)))
    (i64.add (call $step (local.get 4)))
    (i64.add (call $step (local.get 5)))
    (i64.add (call $step (local.get 6))))

  ;; The same step up to 63 times, with something added to it each time. Nothing here runs for long: fuel is short where a script
  ;; grants little.
  (func (export "repeat") (param $rounds i64) (param $step i64) (param $more i64) (result i64) (local $sum i64)
    (local.set $rounds (i64.and (local.get $rounds) (i64.const 63)))
    (block $done
      (loop $again
        (br_if $done (i64.eqz (local.get $rounds)))
        (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
        (local.set $sum (i64.add (local.get $sum) (call $step (local.get $step))))
        (local.set $step (i64.add (local.get $step) (local.get $more)))
        (br $again)))
    (local.get $sum))

  ;; A step, from the low bits up: what (3 bits), slot or dimension or id or kind of trap (3 bits), a signed amount (the rest).
  (func $step (param $step i64) (result i64) (local $index i32) (local $amount i64) (local $low i32)
    (local.set $index (i32.wrap_i64 (i64.and (i64.shr_u (local.get $step) (i64.const 3)) (i64.const 7))))
    (local.set $amount (i64.shr_s (local.get $step) (i64.const 6)))
    (local.set $low (i32.wrap_i64 (local.get $amount)))
    (block $trap (block $grow (block $store (block $event_at_the_end (block $event (block $gas (block $set (block $get
      (br_table $get $set $gas $event $event_at_the_end $store $grow $trap
        (i32.and (i32.wrap_i64 (local.get $step)) (i32.const 7))))
      ;; $get
      (return (call $state_get (local.get $index))))
      ;; $set
      (call $state_set (local.get $index) (local.get $amount))
      (return (i64.const 1)))
      ;; $gas
      (call $gas_consume (local.get $index) (local.get $amount))
      (return (i64.const 2)))
      ;; $event: four bits count 64 bytes, six more one; then comes where
      (call $event_emit (local.get $index) (i32.shr_s (local.get $low) (i32.const 10))
        (i32.add
          (i32.shl (i32.and (local.get $low) (i32.const 15)) (i32.const 6))
          (i32.and (i32.shr_u (local.get $low) (i32.const 4)) (i32.const 63))))
      (return (i64.const 3)))
      ;; $event_at_the_end: so many bytes before the end of memory, and so many more or fewer
      (call $event_emit (local.get $index)
        (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.and (local.get $low) (i32.const 255)))
        (i32.add (i32.and (local.get $low) (i32.const 255)) (i32.shr_s (local.get $low) (i32.const 8))))
      (return (i64.const 4)))
      ;; $store: what later events carry
      (i64.store (i32.shl (local.get $index) (i32.const 3)) (local.get $amount))
      (return (i64.const 5)))
      ;; $grow
      (return (i64.extend_i32_s (memory.grow (local.get $low)))))
    ;; $trap: what a guest can do to itself here
    (block $endless (block $load (block $overflow (block $zero (block $unreachable (block $nothing
      (br_table $unreachable $zero $overflow $load $endless $nothing (local.get $index)))
      (return (i64.const 6)))
      unreachable)
      (return (i64.rem_s (local.get $amount) (i64.const 0))))
      (return (i64.div_s (i64.const 0x8000000000000000) (i64.const -1))))
      (return (i64.load offset=65527 (local.get $low))))
    ;; $endless: itself, until the stack ends
    (call $step (local.get $step))))
