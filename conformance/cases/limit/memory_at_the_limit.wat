;;! why = "A module may start with as much memory as is allowed; the maximum it declares may be more."
;;! clauses = ["LIMIT-1"]
;;! limits = { memory_bytes = 65_536 }
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
(module
  (memory 1 65536)
  (func (export "f") (result i64)
    i64.const 1))
