;; Computation without hostcalls.
(module
  (memory 1)
  (func $fib (export "fib") (param $n i64) (result i64)
    (if (result i64) (i64.lt_s (local.get $n) (i64.const 2))
      (then (local.get $n))
      (else
        (i64.add
          (call $fib (i64.sub (local.get $n) (i64.const 1)))
          (call $fib (i64.sub (local.get $n) (i64.const 2)))))))
  ;; Sums the first $n bytes of memory, modulo its size.
  (func (export "load_and_sum") (param $n i64) (result i64)
    (local $i i32) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum)
        (i64.load8_u (i32.and (local.get $i) (i32.const 65535)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i64.lt_u (i64.extend_i32_u (local.get $i)) (local.get $n))))
    (local.get $sum))
  ;; Counts the primes below 65536, $rounds times over.
  (func (export "sieve") (param $rounds i64) (result i64)
    (local $i i32) (local $j i32) (local $primes i64)
    (loop $again
      (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536))
      (local.set $i (i32.const 2))
      (loop $next
        (if (i32.eqz (i32.load8_u (local.get $i)))
          (then
            (local.set $primes (i64.add (local.get $primes) (i64.const 1)))
            (local.set $j (i32.add (local.get $i) (local.get $i)))
            (block $crossed
              (loop $cross
                (br_if $crossed (i32.ge_u (local.get $j) (i32.const 65536)))
                (i32.store8 (local.get $j) (i32.const 1))
                (local.set $j (i32.add (local.get $j) (local.get $i)))
                (br $cross)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 65536))))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $primes))
  ;; All Collatz steps of the numbers from 1 to $n.
  (func (export "collatz") (param $n i64) (result i64)
    (local $x i64) (local $steps i64)
    (loop $number
      (local.set $x (local.get $n))
      (block $done
        (loop $step
          (br_if $done (i64.le_u (local.get $x) (i64.const 1)))
          (local.set $x (if (result i64) (i64.eqz (i64.and (local.get $x) (i64.const 1)))
            (then (i64.shr_u (local.get $x) (i64.const 1)))
            (else (i64.add (i64.mul (local.get $x) (i64.const 3)) (i64.const 1)))))
          (local.set $steps (i64.add (local.get $steps) (i64.const 1)))
          (br $step)))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $number (i64.ne (local.get $n) (i64.const 0))))
    (local.get $steps)))
