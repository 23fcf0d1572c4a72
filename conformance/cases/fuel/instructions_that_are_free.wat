;;! why = "`nop`, `drop`, blocks and ends are structure: the engine does nothing for them."
;;! clauses = ["FUEL-9"]
;;!
;;! [[step]] # 40,002
;;! fuel = 1_000_000
;;! call = "plain"
;;! expect = { returned = 1 }
;;!
;;! [[step]] # the same
;;! fuel = 1_000_000
;;! call = "with_structure"
;;! expect = { returned = 1 }
(module
  (func (export "plain") (result i64)
    i64.const 1)
  (func (export "with_structure") (result i64)
    nop
    block
      nop
      block
        nop
      end
    end
    block (result i64)
      i64.const 1
    end))
