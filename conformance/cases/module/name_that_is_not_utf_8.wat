;;! why = "A name is text: bytes that are no UTF-8 are refused."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 05 01 60 00 01 7e  03 02 01 00  07 05 01 01 ff 00 00  0a 06 01 04 00 42 00 0b"
;;! refused = "invalid"
