;;! why = "A binary may be as long as is allowed."
;;! clauses = ["LIMIT-1"]
;;! limits = { module_bytes = 8 }
;;! bytes = "00 61 73 6d 01 00 00 00"
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { host_error = "unknown-export" }
