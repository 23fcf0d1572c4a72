;;! why = "A shared memory would let another thread change what a call reads."
;;! clauses = ["MOD-2"]
;;! refused = "invalid"
(module
  (memory 1 1 shared))
