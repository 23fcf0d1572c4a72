;;! why = "The name under which the host finds the counter cannot be taken by a module."
;;! clauses = ["MOD-8", "STACK-4"]
;;! refused = "reserved-name"
;;! message = "export `metered:stack_left` at byte 16: the name is reserved for the host, any other is allowed"
(module
  (memory (export "metered:stack_left") 1))
