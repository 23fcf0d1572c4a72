;;! why = "A shift counts modulo its width, on every processor."
;;! clauses = ["DET-1"]
;;!
;;! [[step]]
;;! call = "shift"
;;! args = [64]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "shift"
;;! args = [65]
;;! expect = { returned = 2 }
;;!
;;! [[step]]
;;! call = "shift"
;;! args = [-1]
;;! expect = { returned = -9223372036854775808 }
;;!
;;! [[step]]
;;! call = "narrow"
;;! args = [32]
;;! expect = { returned = 4294967295 }
;;!
;;! [[step]]
;;! call = "narrow"
;;! args = [33]
;;! expect = { returned = 2147483647 }
;;!
;;! [[step]]
;;! call = "rotate"
;;! args = [64]
;;! expect = { returned = 1 }
;;!
;;! [[step]]
;;! call = "rotate"
;;! args = [-1]
;;! expect = { returned = -9223372036854775808 }
(module
  (func (export "shift") (param $by i64) (result i64)
    (i64.shl (i64.const 1) (local.get $by)))
  (func (export "narrow") (param $by i64) (result i64)
    (i64.extend_i32_u (i32.shr_u (i32.const -1) (i32.wrap_i64 (local.get $by)))))
  (func (export "rotate") (param $by i64) (result i64)
    (i64.rotl (i64.const 1) (local.get $by))))
