;;! why = "What a caller asked for may be an attacker's text too: it is shown escaped."
;;! clauses = ["CALL-5", "CALL-7", "MOD-7"]
;;!
;;! [[step]]
;;! call = "\u001b[31m"
;;! expect = { host_error = "unknown-export", message = "no exported function `\\u{1b}[31m`: the module exports one, \\u{1b}[2J" }
(module
  (func (export "one") (result i64)
    i64.const 1)
  (func (export "\1b[2J") (result i64)
    i64.const 2))
