;;! why = "A hostcall that is exported would be called without any code of the module; its type is not that of an export."
;;! clauses = ["MOD-4"]
;;! refused = "export-type"
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (export "state_get" (func $state_get)))
