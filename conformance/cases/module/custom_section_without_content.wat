;;! why = "A custom section with an empty name and nothing in it is one all the same."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  00 01 00  01 05 01 60 00 01 7e  03 02 01 00  07 05 01 01 66 00 00  0a 06 01 04 00 42 01 0b"
;;!
;;! [[step]]
;;! call = "f"
;;! expect = { returned = 1 }
