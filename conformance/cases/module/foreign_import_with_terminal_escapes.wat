;;! why = "A name is the attacker's text on the operator's terminal: it is shown escaped."
;;! clauses = ["MOD-7"]
;;! refused = "unknown-import"
(module
  (import "env" "gas\1b[2J\e2\80\aeconsume" (func))) ;; clear the screen, write from right to left
