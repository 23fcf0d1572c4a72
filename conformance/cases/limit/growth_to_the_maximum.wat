;;! why = "Growth over the maximum that the module declares gives -1, for memory and for tables."
;;! clauses = ["LIMIT-2"]
;;!
;;! [[step]]
;;! call = "grow_memory"
;;! args = [1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "grow_memory"
;;! args = [2]
;;! expect = { returned = -1 }
;;!
;;! [[step]]
;;! call = "grow_table"
;;! args = [3]
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! call = "grow_table"
;;! args = [4]
;;! expect = { returned = -1 }
(module
  (memory 1 2)
  (table 2 5 funcref)
  (func (export "grow_memory") (param $pages i64) (result i64)
    local.get $pages
    i32.wrap_i64
    memory.grow
    i64.extend_i32_s)
  (func (export "grow_table") (param $elements i64) (result i64)
    ref.null func
    local.get $elements
    i32.wrap_i64
    table.grow
    i64.extend_i32_s))
