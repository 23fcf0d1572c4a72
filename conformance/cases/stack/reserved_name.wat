;;! why = "The name under which the host finds the counter cannot be taken by a module."
;;! clauses = ["STACK-4"]
;;! refused = "reserved-name"
(module
  (memory (export "metered:stack_left") 1))
