;;! why = "A later version of the format may mean anything: only version 1 is read."
;;! clauses = ["MOD-1", "MOD-8"]
;;! bytes = "00 61 73 6d 02 00 00 00"
;;! refused = "version"
;;! message = "binary format version 2 at byte 4: only version 1 is allowed"
