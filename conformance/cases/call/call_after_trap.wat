;;! why = "A trap does not end an instance: with new fuel the next call runs as if nothing had happened."
;;! clauses = ["CALL-4"]
;;!
;;! [[step]]
;;! fuel = 41_000
;;! call = "divide"
;;! args = [42, 0]
;;! expect = { trap = "division-by-zero" }
;;!
;;! [[step]]
;;! fuel = 41_000
;;! call = "divide"
;;! args = [42, 6]
;;! expect = { returned = 7 }
(module
  (func (export "divide") (param $a i64) (param $b i64) (result i64)
    local.get $a
    local.get $b
    i64.div_s))
