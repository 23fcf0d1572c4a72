;;! why = "References to functions can be made, kept in tables, moved and called."
;;! clauses = ["MOD-2"]
;;!
;;! [[step]]
;;! call = "work"
;;! expect = { returned = 11 }
(module
  (type $getter (func (result i64)))
  (table $from 2 funcref)
  (table $to 4 funcref)
  (elem declare func $seven)
  (func $seven (result i64)
    i64.const 7)
  (func (export "work") (result i64)
    (table.set $from (i32.const 0) (ref.func $seven))
    (table.fill $to (i32.const 0) (ref.null func) (i32.const 4))
    (table.copy $to $from (i32.const 2) (i32.const 0) (i32.const 1))
    (table.set $to (i32.const 3) (table.get $to (i32.const 2)))
    (drop (ref.is_null (table.get $to (i32.const 0))))
    (i64.add
      (call_indirect $to (type $getter) (i32.const 3))
      (i64.extend_i32_u (table.size $to)))))
