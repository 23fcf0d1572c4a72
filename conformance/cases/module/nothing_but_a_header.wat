;;! why = "The smallest module is its first eight bytes: it loads, and there is nothing in it to call."
;;! clauses = ["CALL-5", "CALL-7", "MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00"
;;!
;;! [[step]]
;;! call = "anything"
;;! expect = { host_error = "unknown-export", message = "no exported function `anything`: the module exports no function" }
