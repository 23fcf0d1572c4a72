;;! why = "Memory can be filled, copied and set from a passive segment at once; ranges that overlap are copied as if at one time."
;;! clauses = ["MOD-2"]
;;!
;;! [[step]]
;;! call = "work"
;;! expect = { returned = 0x0807_0403_0201_0209 }
(module
  (memory 1)
  (data $word "\01\02\03\04\05\06\07\08")
  (func (export "work") (result i64)
    (memory.init $word (i32.const 0) (i32.const 0) (i32.const 8))
    (memory.copy (i32.const 2) (i32.const 0) (i32.const 4)) ;; 1 2 1 2 3 4 7 8
    (memory.fill (i32.const 0) (i32.const 9) (i32.const 1)) ;; 9 2 1 2 3 4 7 8
    (i64.load (i32.const 0))))
