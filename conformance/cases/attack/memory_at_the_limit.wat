;;! why = "16 MiB declared, nothing touched, new at every call."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 32_000_000
;;! call = "attack"
;;! expect = { returned = 0 }
(module
  (memory 256)
  (func (export "attack") (result i64)
    (i64.const 0)))
