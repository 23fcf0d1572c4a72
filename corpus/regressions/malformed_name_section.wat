;;! why = "A malformed custom section means nothing, and a module with one is valid: counting its stack must not stumble over it."
;;! clauses = ["STACK-4"]
;;! bytes = "00 61 73 6d 01 00 00 00 01 0a 02 60 00 01 7e 60 01 7e 01 7e 03 03 02 00 01 07 05 01 01 66 00 00 0a 18 02 06 00 42 07 10 01 0b 0f 00 20 00 50 04 7e 42 05 05 42 00 10 01 0b 0b 00 06 04 6e 61 6d 65 4e"
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 5 }
