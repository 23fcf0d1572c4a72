;;! why = "A name is cut when it is shown, so that no message is as long as its author likes."
;;! clauses = ["MOD-7"]
;;! refused = "unknown-import"
(module
  (import "env" "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on" (func)))
