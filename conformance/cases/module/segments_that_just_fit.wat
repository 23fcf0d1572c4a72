;;! why = "A segment may end where its memory or table ends, and an empty one may start there."
;;! clauses = ["MOD-6"]
;;!
;;! [[step]]
;;! call = "last"
;;! expect = { returned = 7 }
(module
  (type $getter (func (result i64)))
  (memory 1)
  (data (i32.const 65535) "\07")
  (data (i32.const 65536) "")
  (table 1 funcref)
  (elem (i32.const 0) $last)
  (elem (i32.const 1) func)
  (func $last (result i64)
    i32.const 65535
    i64.load8_u)
  (func (export "last") (result i64)
    i32.const 0
    call_indirect (type $getter)))
