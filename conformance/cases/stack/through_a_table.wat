;;! why = "A function that calls itself through a table is counted: its frame weighs 29, one more for the table index."
;;! clauses = ["STACK-1"]
;;! limits = { stack_height = 290 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [9]
;;! expect = { returned = 9 }
;;!
;;! [[step]]
;;! call = "nest"
;;! args = [10]
;;! expect = { trap = "stack-exhausted" }
(module
  (type $nest (func (param i64) (result i64)))
  (table 1 funcref)
  (elem (i32.const 0) $nest)
  (func $nest (export "nest") (type $nest)
    (if (result i64) (i64.eqz (local.get 0))
      (then (i64.const 0))
      (else (i64.add (i64.const 1)
        (call_indirect (type $nest) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0)))))))
