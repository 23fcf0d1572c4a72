;;! why = "A hostcall has exactly one signature: a dimension of 64 bits is refused, not cut."
;;! clauses = ["MOD-3", "MOD-8"]
;;! refused = "import-type"
;;! message = "import `env`.`gas_consume` at byte 19 is the function (i64, i64) -> (): it must be the function (i32, i64) -> ()"
(module
  (import "env" "gas_consume" (func (param i64 i64))))
