;;! why = "Functions inside a module may give several values, and blocks may take and give them."
;;! clauses = ["MOD-2"]
;;!
;;! [[step]]
;;! call = "subtract_swapped"
;;! args = [1, 10]
;;! expect = { returned = 9 }
(module
  (func $swap (param $a i64) (param $b i64) (result i64 i64)
    local.get $b
    local.get $a)
  (func (export "subtract_swapped") (param $a i64) (param $b i64) (result i64)
    local.get $a
    local.get $b
    call $swap
    block (param i64 i64) (result i64)
      i64.sub
    end))
