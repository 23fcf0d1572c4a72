;;! why = "Where guest code halts the engine loses count of fuel, so all that was left is forfeit."
;;! clauses = ["CALL-6", "FUEL-3"]
;;!
;;! [[step]]
;;! fuel = 41_000
;;! call = "divide"
;;! args = [1, 0]
;;! expect = { trap = "division-by-zero", message = "division by zero" }
;;!
;;! [[step]] # nothing is left for the next call
;;! call = "divide"
;;! args = [1, 1]
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 0 units are not enough" }
(module
  (func (export "divide") (param $a i64) (param $b i64) (result i64)
    local.get $a
    local.get $b
    i64.div_s))
