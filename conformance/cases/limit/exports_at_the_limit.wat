;;! why = "A module may have as many exports as are allowed, of whatever kind."
;;! clauses = ["LIMIT-1"]
;;! limits = { exports = 2 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (memory (export "memory") 1)
  (func (export "f") (result i64)
    i64.const 1))
