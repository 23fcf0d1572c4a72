;;! why = "Two calls in each of which there are two calls: not deep, but without end."
;;! clauses = ["FUEL-2"]
;;!
;;! [[step]]
;;! fuel = 40_000
;;! call = "spin"
;;! expect = { trap = "out-of-fuel", message = "out of fuel: 40000 units are not enough" }
(module
  (func $grow (param $depth i32)
    local.get $depth
    if
      (call $grow (i32.sub (local.get $depth) (i32.const 1)))
      (call $grow (i32.sub (local.get $depth) (i32.const 1)))
    end)
  (func (export "spin") (result i64)
    i32.const 60
    call $grow
    i64.const 1))
