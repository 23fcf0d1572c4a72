;;! why = "Calls of a function that does nothing, through a table."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 200_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (type $n (func))
  (table $t 1 funcref)
  (elem (i32.const 0) func $nothing)
  (func $nothing (type $n))
  (func (export "attack") (result i64)
    (loop $again
      (call_indirect $t (type $n) (i32.const 0)) (call_indirect $t (type $n) (i32.const 0)) (call_indirect $t (type $n) (i32.const 0)) (call_indirect $t (type $n) (i32.const 0)) 
      (br $again))
    unreachable))
