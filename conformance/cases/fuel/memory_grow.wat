;;! why = "A page is paid for as if touched when it is granted, because touching it is the dearest thing a guest can do."
;;! clauses = ["FUEL-8"]
;;!
;;! [[step]] # 0 pages: what the call itself costs
;;! fuel = 600_000
;;! call = "grow"
;;! args = [0]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # 120,000 more for each page
;;! fuel = 600_000
;;! call = "grow"
;;! args = [2]
;;! expect = { returned = 1 }
;;!
;;! [[step]] # growth that costs as much as the whole call was given
;;! fuel = 600_000
;;! call = "grow"
;;! args = [5]
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # less than that, but more than is left when the call ends
;;! fuel = 600_000
;;! call = "grow"
;;! args = [4]
;;! expect = { trap = "out-of-fuel" }
;;!
;;! [[step]] # owed when the module stops itself
;;! fuel = 600_000
;;! call = "grow_and_abort"
;;! args = [2]
;;! expect = { trap = "unreachable" }
(module
  (memory 1)
  (func (export "grow") (param $pages i64) (result i64)
    local.get $pages
    i32.wrap_i64
    memory.grow
    i64.extend_i32_s)
  (func (export "grow_and_abort") (param $pages i64) (result i64)
    local.get $pages
    i32.wrap_i64
    memory.grow
    unreachable))
