;;! why = "A million imports in an input of 27 bytes: the validator made room for all of them, 72 megabytes, before it looked for the first."
;;! clauses = ["LIMIT-1"]
;;! bytes = "00 61 73 6d 01 00 00 00 01 04 01 60 00 00 02 0b c0 84 3d 03 65 6e 76 01 61 00 00"
;;! refused = "limit"
