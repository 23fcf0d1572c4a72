;;! why = "Growth is paid at the next hostcall or at the end: what the call cannot pay is refused at once."
;;! clauses = ["ATTACK-1"]
;;!
;;! [[step]]
;;! fuel = 1_000_000
;;! call = "attack"
;;! expect = { trap = "out-of-fuel" }
(module
  (memory 0)
  (func (export "attack") (result i64)
    (loop $again
      (drop (memory.grow (i32.const 16)))
      (br $again))
    unreachable))
