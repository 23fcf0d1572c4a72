;;! why = "A page is 65,536 bytes, because a page is what growth is paid by."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (memory 1 (pagesize 1)))
