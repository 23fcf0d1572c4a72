(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (func (export "increment") (result i64)
    i32.const 0
    i32.const 0
    call $state_get
    i64.const 1
    i64.add
    call $state_set
    i32.const 0
    call $state_get)
  (func (export "read") (result i64)
    i32.const 0
    call $state_get))
