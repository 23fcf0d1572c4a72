;;! why = "Sign extension is allowed: compilers emit it for every narrow integer."
;;! clauses = ["MOD-2"]
;;!
;;! [[step]]
;;! call = "byte"
;;! args = [0x80]
;;! expect = { returned = -128 }
;;!
;;! [[step]]
;;! call = "half"
;;! args = [0x12_8000]
;;! expect = { returned = -32768 }
;;!
;;! [[step]]
;;! call = "word"
;;! args = [0x1_7fff_ffff]
;;! expect = { returned = 2147483647 }
(module
  (func (export "byte") (param $number i64) (result i64)
    local.get $number
    i64.extend8_s)
  (func (export "half") (param $number i64) (result i64)
    local.get $number
    i64.extend16_s)
  (func (export "word") (param $number i64) (result i64)
    local.get $number
    i64.extend32_s))
