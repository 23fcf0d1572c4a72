;;! why = "Large functions are compiled last, the largest at the end: whatever calls or names one still finds it, and no price and no receipt is another."
;;! clauses = ["LIMIT-7"]
;;!
;;! [[step]] # 5 instructions here and 4 in the one called, its end being one; counting costs 13
;;! call = "largest"
;;! args = [5]
;;! expect = { returned = 106 }
;;!
;;! [[step]]
;;! call = "small"
;;! args = [5]
;;! expect = { returned = 6 }
;;!
;;! [[step]]
;;! call = "in_a_table"
;;! args = [5, 0]
;;! expect = { returned = 106 }
;;!
;;! [[step]]
;;! call = "in_a_table"
;;! args = [5, 1]
;;! expect = { returned = 6 }
;;!
;;! [[step]]
;;! call = "in_a_table"
;;! args = [5, 2]
;;! expect = { returned = 50 }
;;!
;;! [[step]] # two functions, of which the body is large: counting costs 14, one local 4 and 2
;;! call = "in_a_table"
;;! args = [5, 3]
;;! expect = { returned = 500 }
(module
  (type $t (func (param i64) (result i64)))
  (table funcref (elem $largest $small $large $spilled))
  (memory 1)
  (func $largest (export "largest") (type $t)
    (return (i64.add (call $small (local.get 0)) (i64.const 100)))
    ;; 118 times 42 values
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy)
  (func $small (export "small") (type $t)
    (i64.add (local.get 0) (i64.const 1)))
  (func $large (type $t)
    (return (i64.mul (local.get 0) (i64.const 10)))
    ;; 98 times 42
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy)
  (func $spilled (type $t)
    (return (i64.mul (local.get 0) (i64.const 100)))
    ;; 125 times 42, and 4 blocks
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy memory.copy
    memory.copy memory.copy memory.copy memory.copy memory.copy)
  (func (export "in_a_table") (param i64 i64) (result i64)
    (call_indirect (type $t) (local.get 0) (i32.wrap_i64 (local.get 1)))))
