;;! # A case is one file: a header of `;;!` lines, which are TOML, and a module. Drop it into a folder and it is a test.
;;! # This one explains the format and is itself run. What is written in a header is a promise of spec/abi/wasm.md and is
;;! # checked; what is merely current (fuel, message text) goes to the `.snap` file beside it, for review.
;;!
;;! why = "One sentence, required: what is to be seen here, or why it matters."
;;! clauses = ["CALL-5", "EVENT-1", "GAS-1"] # required: the clauses of the spec that the case holds; each links it back
;;! limits = { state_slots = 2 }             # optional: limits of the host, as named in runtime/src/limits.rs
;;!
;;! # A case about a module that must not load says `refused = "unknown-import"` (the reasons are listed in clause MOD-8), and
;;! # `message = "..."` where the exact text is promised too; it has no steps. Input that no text assembles to is given as
;;! # `bytes = "00 61 73 6d"` (`bytes = ""` is empty input), and then no module follows the header.
;;!
;;! # Then steps, in order, on one instance.
;;! [[step]]
;;! fuel = 400_000            # replaces what is left
;;! reset_gas = true          # nothing is used any more
;;! clear_budgets = [7]       # dimensions that become unmetered
;;! budgets = { 0 = 50 }      # dimension = units
;;! state = { 3 = -5 }        # slot = value, written by the host
;;! take_events = true        # empties the log and shows it
;;! call = "work"             # all of the above is done before the call, in this order
;;! args = [3, 100]           # 64-bit integers, signed; without `args` there are none
;;! expect = { trap = "out-of-gas" } # required with `call`, and exactly one of the three
;;!
;;! # A trap or host error can be held to its exact text too. Traps are named in clause CALL-6.
;;! [[step]]
;;! call = "play"
;;! expect = { host_error = "unknown-export", message = "no exported function `play`: the module exports work" }
;;!
;;! # Numbers of TOML end at 9223372036854775807: fuel and budgets above that are strings of digits.
;;! [[step]]
;;! budgets = { 0 = "18446744073709551615" }
;;! call = "work"
;;! args = [3, 100]
;;! expect = { returned = -5 }
;;!
;;! # A step need not call: here it only looks at the log.
;;! [[step]]
;;! take_events = true

;; The header ends at the first other line. A key that does not exist, or does nothing, is an error that names this file and the line.
(module
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "done")
  (func (export "work") (param $slot i64) (param $amount i64) (result i64)
    i32.const 0
    local.get $amount
    call $gas_consume
    i32.const 1
    i32.const 0
    i32.const 4
    call $event_emit
    local.get $slot
    i32.wrap_i64
    call $state_get))
