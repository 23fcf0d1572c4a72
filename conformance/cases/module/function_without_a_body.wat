;;! why = "A declared function must have a body: a module that ends before its code is cut short."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 01 00 00 00  01 04 01 60 00 00  03 02 01 00"
;;! refused = "truncated"
