;;! why = "16 MiB declared, a byte of every 4 KiB written, new at every call."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 32_000_000
;;! call = "attack"
;;! expect = { returned = 0 }
(module
  (memory 256)
  (func (export "attack") (result i64) (local $at i32)
    (loop $again
      (i32.store8 (local.get $at) (i32.const 1))
      (local.set $at (i32.add (local.get $at) (i32.const 4096)))
      (br_if $again (i32.lt_u (local.get $at) (i32.const 16777216))))
    (i64.const 0)))
