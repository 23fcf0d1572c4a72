;;! why = "A table of branches may have as many targets as are allowed; the default is not counted."
;;! clauses = ["LIMIT-1"]
;;! limits = { branch_table_targets = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (func (export "f") (result i64)
    block
      i32.const 0
      br_table 0 0 0
    end
    i64.const 1))
