;;! why = "A later version of the format may mean anything: only version 1 is read."
;;! clauses = ["MOD-1"]
;;! bytes = "00 61 73 6d 02 00 00 00"
;;! refused = "version"
