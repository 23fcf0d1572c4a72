;;! why = "A group of types claims 926,792 of them in 20 bytes: it is refused before anything makes room for them."
;;! clauses = ["MOD-2"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 0a 01 4e c8 c8 38 60 00 01 7e 00"
;;! refused = "invalid"
