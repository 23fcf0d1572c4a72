;;! why = "One target too many in a table of branches is refused."
;;! clauses = ["LIMIT-1"]
;;! limits = { branch_table_targets = 2 }
;;! refused = "limit"
(module
  (func (export "f") (result i64)
    block
      i32.const 0
      br_table 0 0 0 0
    end
    i64.const 1))
