;;! why = "A branch that carries 32 values moves them all for one unit."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 30_000
;;! call = "attack"
;;! args = [5]
;;! expect = { trap = "out-of-fuel" }
(module
  (type $carry (func (param i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)))
  (func (export "attack") (param $n i64) (result i64)
    (i64.mul (local.get $n) (i64.const 3)) (i64.mul (local.get $n) (i64.const 4)) (i64.mul (local.get $n) (i64.const 5)) (i64.mul (local.get $n) (i64.const 6))
    (i64.mul (local.get $n) (i64.const 7)) (i64.mul (local.get $n) (i64.const 8)) (i64.mul (local.get $n) (i64.const 9)) (i64.mul (local.get $n) (i64.const 10))
    (i64.mul (local.get $n) (i64.const 11)) (i64.mul (local.get $n) (i64.const 12)) (i64.mul (local.get $n) (i64.const 13)) (i64.mul (local.get $n) (i64.const 14))
    (i64.mul (local.get $n) (i64.const 15)) (i64.mul (local.get $n) (i64.const 16)) (i64.mul (local.get $n) (i64.const 17)) (i64.mul (local.get $n) (i64.const 18))
    (i64.mul (local.get $n) (i64.const 19)) (i64.mul (local.get $n) (i64.const 20)) (i64.mul (local.get $n) (i64.const 21)) (i64.mul (local.get $n) (i64.const 22))
    (i64.mul (local.get $n) (i64.const 23)) (i64.mul (local.get $n) (i64.const 24)) (i64.mul (local.get $n) (i64.const 25)) (i64.mul (local.get $n) (i64.const 26))
    (i64.mul (local.get $n) (i64.const 27)) (i64.mul (local.get $n) (i64.const 28)) (i64.mul (local.get $n) (i64.const 29)) (i64.mul (local.get $n) (i64.const 30))
    (i64.mul (local.get $n) (i64.const 31)) (i64.mul (local.get $n) (i64.const 32)) (i64.mul (local.get $n) (i64.const 33)) (i64.mul (local.get $n) (i64.const 34))
    loop $again (type $carry)
      local.get $n
      br $again
    end
    unreachable))
