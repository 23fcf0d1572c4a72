;;! why = "What counts is the size after growth, however small the steps: a call that grew to the limit can grow by nothing, and no more."
;;! clauses = ["LIMIT-2"]
;;! limits = { memory_bytes = 196_608 }
;;!
;;! [[step]]
;;! call = "grow_by_one"
;;! args = [2]
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! call = "grow_by_one"
;;! args = [3]
;;! expect = { returned = -1 }
;;!
;;! [[step]]
;;! call = "grow_by_two_then_nothing"
;;! expect = { returned = 3 }
(module
  (memory 1)
  (func (export "grow_by_one") (param $times i64) (result i64)
    (local $answer i32)
    (loop $again
      (local.set $answer (memory.grow (i32.const 1)))
      (local.set $times (i64.sub (local.get $times) (i64.const 1)))
      (br_if $again (i64.ne (local.get $times) (i64.const 0))))
    (i64.extend_i32_s (local.get $answer)))
  (func (export "grow_by_two_then_nothing") (result i64)
    (drop (memory.grow (i32.const 2)))
    (i64.extend_i32_s (memory.grow (i32.const 0)))))
