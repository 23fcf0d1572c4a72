;;! why = "Memory grown page by page to the limit, and all of it written."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 32_000_000
;;! call = "attack"
;;! expect = { returned = 256 }
(module
  (memory 0)
  (func (export "attack") (result i64) (local $at i32)
    (loop $again
      (if (i32.ne (memory.grow (i32.const 1)) (i32.const -1))
        (then
          (loop $touch
            (i32.store8 (local.get $at) (i32.const 1))
            (local.set $at (i32.add (local.get $at) (i32.const 4096)))
            (br_if $touch (i32.and (local.get $at) (i32.const 0xffff))))
          (br $again))))
    (i64.extend_i32_u (memory.size))))
