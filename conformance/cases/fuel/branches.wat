;;! why = "A branch costs 1 taken or not; `else` and `end` cost nothing, and `return` nothing where the stack is not counted."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "if"
;;! args = [1]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the same
;;! fuel = 1_000_000
;;! call = "if"
;;! args = [0]
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "br_if"
;;! args = [1]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the same
;;! fuel = 1_000_000
;;! call = "br_if"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 40,002
;;! fuel = 1_000_000
;;! call = "return"
;;! expect = { returned = 1 }
(module
  (func (export "if") (param $take i64) (result i64)
    local.get $take
    i32.wrap_i64
    if (result i64)
      i64.const 1
    else
      i64.const 2
    end)
  (func (export "br_if") (param $take i64) (result i64)
    block
      local.get $take
      i32.wrap_i64
      br_if 0
    end
    i64.const 1)
  (func (export "return") (result i64)
    i64.const 1
    return))
