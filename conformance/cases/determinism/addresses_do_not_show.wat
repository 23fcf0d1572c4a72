;;! why = "Nothing that a module can read depends on where the host has put it: a fresh memory is zeros, a table of nulls is nulls."
;;! clauses = ["DET-1"]
;;!
;;! [[step]]
;;! call = "sum"
;;! expect = { returned = 1 }
(module
  (memory 1)
  (table 10 funcref)
  (func (export "sum") (result i64)
    (local $at i32)
    (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (i64.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 512)))
      (br_if $again (i32.lt_u (local.get $at) (i32.const 65536))))
    (i64.add (local.get $sum) (i64.extend_i32_u (ref.is_null (table.get (i32.const 9)))))))
