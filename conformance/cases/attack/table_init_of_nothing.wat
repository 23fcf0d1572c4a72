;;! why = "`table.init` of no element."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (table $t 1 funcref)
  (elem $e func $f)
  (func $f)
  (func (export "attack") (result i64)
    (loop $again
      (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 0))
      (br $again))
    unreachable))
