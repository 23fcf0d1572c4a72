;;! why = "A name may have as many bytes as are allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { export_name_bytes = 4 }
;;!
;;! [[step]]
;;! call = "four"
;;! expect = { returned = 1 }
(module
  (func (export "four") (result i64)
    i64.const 1))
