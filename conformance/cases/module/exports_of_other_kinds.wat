;;! why = "Tables, globals and memories may be exported under any name; they cannot be called."
;;! clauses = ["CALL-5", "CALL-7", "MOD-4"]
;;!
;;! [[step]]
;;! call = "one"
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "table"
;;! expect = { host_error = "unknown-export", message = "no exported function `table`: the module exports one" }
(module
  (table (export "table") 1 funcref)
  (global (export "global") i64 (i64.const 1))
  (memory (export "linear") 1)
  (func (export "one") (result i64)
    i64.const 1))
