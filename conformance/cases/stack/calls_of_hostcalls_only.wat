;;! why = "A function that calls nothing but hostcalls can only be the last frame: it is not counted, and costs no fuel for counting."
;;! clauses = ["STACK-2"]
;;! limits = { stack_height = 0 }
;;!
;;! [[step]] # 40,000 for the call, 1 for entering, 2 instructions, 500 for the hostcall
;;! call = "read"
;;! expect = { returned = 0 }
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (func (export "read") (result i64)
    i32.const 0
    call $state_get))
