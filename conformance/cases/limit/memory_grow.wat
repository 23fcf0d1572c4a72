;;! why = "Growth over the host's limit gives -1, an answer that every node gives, and costs nothing."
;;! clauses = ["LIMIT-2"]
;;! limits = { memory_bytes = 131_072 } # two pages
;;!
;;! [[step]]
;;! fuel = 300_000
;;! call = "grow"
;;! args = [1]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! fuel = 300_000
;;! call = "grow"
;;! args = [2]
;;! expect = { returned = -1 }
(module
  (memory 1)
  (func (export "grow") (param $pages i64) (result i64)
    local.get $pages
    i32.wrap_i64
    memory.grow
    i64.extend_i32_s))
