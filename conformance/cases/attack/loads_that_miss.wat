;;! why = "A chain of loads through up to 16 MiB in an order that no cache knows: one unit each."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 31_100_000
;;! call = "attack"
;;! args = [4_096]
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 256)
  (func (export "attack") (param $lines i64) (result i64) (local $line i32) (local $at i32)
    ;; Every line of 64 bytes holds the address of the next, in an order that visits all of them.
    (loop $fill
      (i32.store
        (i32.shl (local.get $line) (i32.const 6))
        (i32.shl
          (i32.and
            (i32.add (i32.mul (local.get $line) (i32.const 1664525)) (i32.const 1013904223))
            (i32.sub (i32.wrap_i64 (local.get $lines)) (i32.const 1)))
          (i32.const 6)))
      (local.set $line (i32.add (local.get $line) (i32.const 1)))
      (br_if $fill (i32.lt_u (local.get $line) (i32.wrap_i64 (local.get $lines)))))
    (loop $again
      (local.set $at
        (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (i32.load (local.get $at))))))))))))))))))))))))))))))))))
      (br $again))
    unreachable))
