;;! why = "A loop that brings what has arrived to 128 has a hole at its beginning, which is passed in every round; one that does not has none."
;;! clauses = ["LIMIT-5"]
;;!
;;! [[step]] # 14 * (8 + 1) arrivals at the loop: the next hole is after the block around it
;;! fuel = 100_000
;;! call = "hole_after_the_loop"
;;! args = [6]
;;! expect = { returned = 8 }
;;!
;;! [[step]] # one round more
;;! fuel = 100_000
;;! call = "hole_after_the_loop"
;;! args = [5]
;;! expect = { returned = 8 }
;;!
;;! [[step]] # 14 * (9 + 1) arrivals
;;! fuel = 100_000
;;! call = "hole_in_the_loop"
;;! args = [7]
;;! expect = { returned = 9 }
;;!
;;! [[step]] # one round more: 2 more than above
;;! fuel = 100_000
;;! call = "hole_in_the_loop"
;;! args = [6]
;;! expect = { returned = 9 }
(module
  (func (export "hole_after_the_loop") (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (block
      (local.set 1 (i64.const 1)) (local.set 2 (i64.const 2)) (local.set 3 (i64.const 3))
      (local.set 4 (i64.const 4)) (local.set 5 (i64.const 5)) (local.set 6 (i64.const 6))
      (local.set 7 (i64.const 7)) (local.set 8 (i64.const 8)) (local.set 9 (i64.const 9))
      (local.set 10 (i64.const 10)) (local.set 11 (i64.const 11)) (local.set 12 (i64.const 12))
      (br_table
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        (i32.const 0)))
    (block $done
      (loop $round
        (local.set 0 (i64.add (local.get 0) (i64.const 1)))
        (local.set 1 (i64.add (local.get 1) (i64.const 1))) (local.set 2 (i64.add (local.get 2) (i64.const 1)))
        (local.set 3 (i64.add (local.get 3) (i64.const 1))) (local.set 4 (i64.add (local.get 4) (i64.const 1)))
        (local.set 5 (i64.add (local.get 5) (i64.const 1))) (local.set 6 (i64.add (local.get 6) (i64.const 1)))
        (local.set 7 (i64.add (local.get 7) (i64.const 1))) (local.set 8 (i64.add (local.get 8) (i64.const 1)))
        (local.set 9 (i64.add (local.get 9) (i64.const 1))) (local.set 10 (i64.add (local.get 10) (i64.const 1)))
        (local.set 11 (i64.add (local.get 11) (i64.const 1))) (local.set 12 (i64.add (local.get 12) (i64.const 1)))
        (br_table $round $round $round $round $round $round $round $round $done (i32.wrap_i64 (local.get 0)))))
    (local.get 0))
  (func (export "hole_in_the_loop") (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (block
      (local.set 1 (i64.const 1)) (local.set 2 (i64.const 2)) (local.set 3 (i64.const 3))
      (local.set 4 (i64.const 4)) (local.set 5 (i64.const 5)) (local.set 6 (i64.const 6))
      (local.set 7 (i64.const 7)) (local.set 8 (i64.const 8)) (local.set 9 (i64.const 9))
      (local.set 10 (i64.const 10)) (local.set 11 (i64.const 11)) (local.set 12 (i64.const 12))
      (br_table
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
        (i32.const 0)))
    (block $done
      (loop $round
        (local.set 0 (i64.add (local.get 0) (i64.const 1)))
        (local.set 1 (i64.add (local.get 1) (i64.const 1))) (local.set 2 (i64.add (local.get 2) (i64.const 1)))
        (local.set 3 (i64.add (local.get 3) (i64.const 1))) (local.set 4 (i64.add (local.get 4) (i64.const 1)))
        (local.set 5 (i64.add (local.get 5) (i64.const 1))) (local.set 6 (i64.add (local.get 6) (i64.const 1)))
        (local.set 7 (i64.add (local.get 7) (i64.const 1))) (local.set 8 (i64.add (local.get 8) (i64.const 1)))
        (local.set 9 (i64.add (local.get 9) (i64.const 1))) (local.set 10 (i64.add (local.get 10) (i64.const 1)))
        (local.set 11 (i64.add (local.get 11) (i64.const 1))) (local.set 12 (i64.add (local.get 12) (i64.const 1)))
        (br_table $round $round $round $round $round $round $round $round $round $done (i32.wrap_i64 (local.get 0)))))
    (local.get 0)))
