;; One page, one byte touched: what a fresh memory costs.
(module
  (memory (export "memory") 1)
  (func (export "touch") (result i64)
    (i32.store8 (i32.const 100) (i32.const 7))
    (i64.load8_u (i32.const 100))))
