;;! why = "A function in which over a million things might be read over costs 4 more when it is entered, and 2 more at each hole."
;;! clauses = ["LIMIT-5"]
;;!
;;! [[step]] # A = 13 * 78 + 1, B V = 78 * 13: 1_029_210
;;! fuel = 100_000
;;! call = "not_crowded"
;;! expect = { returned = 78 }
;;!
;;! [[step]] # A = 13 * 79 + 1, B V = 79 * 13: 1_055_756, and a hole after the block: 6 more
;;! fuel = 100_000
;;! call = "crowded"
;;! expect = { returned = 78 }
(module
  (func (export "not_crowded") (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (block
      (local.set 0 (i64.const 1)) (local.set 1 (i64.const 2)) (local.set 2 (i64.const 3))
      (local.set 3 (i64.const 4)) (local.set 4 (i64.const 5)) (local.set 5 (i64.const 6))
      (local.set 6 (i64.const 7)) (local.set 7 (i64.const 8)) (local.set 8 (i64.const 9))
      (local.set 9 (i64.const 10)) (local.set 10 (i64.const 11)) (local.set 11 (i64.const 12))
      (br_table
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        (i32.const 0)))
    (local.get 0) (i64.add (local.get 1)) (i64.add (local.get 2)) (i64.add (local.get 3))
    (i64.add (local.get 4)) (i64.add (local.get 5)) (i64.add (local.get 6)) (i64.add (local.get 7))
    (i64.add (local.get 8)) (i64.add (local.get 9)) (i64.add (local.get 10)) (i64.add (local.get 11)))
  (func (export "crowded") (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (block
      (local.set 0 (i64.const 1)) (local.set 1 (i64.const 2)) (local.set 2 (i64.const 3))
      (local.set 3 (i64.const 4)) (local.set 4 (i64.const 5)) (local.set 5 (i64.const 6))
      (local.set 6 (i64.const 7)) (local.set 7 (i64.const 8)) (local.set 8 (i64.const 9))
      (local.set 9 (i64.const 10)) (local.set 10 (i64.const 11)) (local.set 11 (i64.const 12))
      (br_table
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        (i32.const 0)))
    (local.get 0) (i64.add (local.get 1)) (i64.add (local.get 2)) (i64.add (local.get 3))
    (i64.add (local.get 4)) (i64.add (local.get 5)) (i64.add (local.get 6)) (i64.add (local.get 7))
    (i64.add (local.get 8)) (i64.add (local.get 9)) (i64.add (local.get 10)) (i64.add (local.get 11))))
