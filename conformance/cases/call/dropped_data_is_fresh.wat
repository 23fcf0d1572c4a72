;;! why = "A data segment that a call has dropped is there again at the next."
;;! clauses = ["CALL-2"]
;;!
;;! [[step]]
;;! call = "use_and_drop"
;;! expect = { returned = 7 }
;;!
;;! [[step]]
;;! call = "use_and_drop"
;;! expect = { returned = 7 }
(module
  (memory 1)
  (data $seven "\07")
  (func (export "use_and_drop") (result i64)
    (memory.init $seven (i32.const 0) (i32.const 0) (i32.const 1))
    (data.drop $seven)
    (i64.load8_u (i32.const 0))))
