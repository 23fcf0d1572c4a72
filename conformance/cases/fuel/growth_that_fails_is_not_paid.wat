;;! why = "Growth that gives -1 costs its instruction and no page."
;;! clauses = ["FUEL-8", "LIMIT-2"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "grow"
;;! args = [1]
;;! expect = { returned = 0 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "grow"
;;! args = [2]
;;! expect = { returned = -1 }
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "grow"
;;! args = [-1]
;;! expect = { returned = -1 }
(module
  (memory 0 1)
  (func (export "grow") (param $pages i64) (result i64)
    (i64.extend_i32_s (memory.grow (i32.wrap_i64 (local.get $pages))))))
