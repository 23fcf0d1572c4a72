//! The logical stack: the same height stops a call on every engine, and the native stack is never reached first.

mod common;

use common::{COMPILERS, assemble};
use runtime::{HostError, Instance, Limits, LoadError, Outcome, Receipt, Refusal, Runtime, Trap};

/// Nests as deep as its argument says: directly, by two functions in turn, through a table, and with wide frames. `refused` ends
/// the descent by a hostcall's refusal.
const NESTING: &str = r#"(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (type $t (func (param i64) (result i64)))
  (table 1 funcref) (elem (i32.const 0) $indirect)
  (func $direct (export "direct") (type $t)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $direct (i64.sub (local.get 0) (i64.const 1)))))))
  (func $even (export "mutual") (type $t)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $odd (i64.sub (local.get 0) (i64.const 1)))))))
  (func $odd (type $t)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $even (i64.sub (local.get 0) (i64.const 1)))))))
  (func $indirect (export "indirect") (type $t)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
      (else (i64.add (i64.const 1)
        (call_indirect (type $t) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0))))))
  (func $wide (export "wide") (type $t)
    (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
      (else (i64.add (i64.const 1) (call $wide (i64.sub (local.get 0) (i64.const 1)))))))
  (func $refused (export "refused") (type $t)
    (if (result i64) (i64.eqz (local.get 0)) (then (call $gas_consume (i32.const 0) (i64.const -1)) (i64.const 0))
      (else (i64.add (i64.const 1) (call $refused (i64.sub (local.get 0) (i64.const 1))))))))"#;

/// The deepest call of `export` that returns at these limits, found by asking.
fn deepest(rt: &Runtime, export: &str) -> i64 {
    let mut instance = rt.load(&assemble(NESTING)).unwrap();
    let (mut returns, mut stops) = (0, i64::from(Limits::default().stack_height));
    while stops - returns > 1 {
        let depth = i64::midpoint(returns, stops);
        instance.set_fuel(u64::MAX).unwrap();
        match instance.call(export, &[depth]) {
            Ok(_) => returns = depth,
            Err(_) => stops = depth,
        }
    }
    returns
}

#[test]
fn the_limit_holds_at_its_edge_and_is_the_same_on_every_engine() {
    let limits = Limits { stack_height: 2_000, ..Limits::default() };
    for (export, weight) in [("direct", 28), ("mutual", 28), ("indirect", 29), ("wide", 58)] {
        for compiler in COMPILERS {
            let rt = Runtime::builder().compiler(compiler).limits(limits).build().unwrap();
            let depth = deepest(&rt, export);
            // The call at depth 0 has a frame too.
            assert_eq!(depth, 2_000 / weight - 1, "{export} {compiler:?}");
            let mut instance = rt.load(&assemble(NESTING)).unwrap();
            for _ in 0..2 {
                instance.set_fuel(1_000_000).unwrap();
                assert_eq!(instance.call(export, &[depth]).unwrap(), depth, "the counter starts anew");
                let height = u32::try_from(weight * (depth + 2)).unwrap();
                let over = instance.execute(export, &[depth + 1]).unwrap();
                assert_eq!(over.outcome, Outcome::Trapped(Trap::StackExhausted { height, limit: 2_000 }), "{export}");
                assert_eq!(instance.fuel_remaining(), 0, "a halt forfeits");
            }
        }
    }
}

#[test]
fn a_refusal_at_any_depth_leaves_the_counter_as_new() {
    for compiler in COMPILERS {
        let rt = Runtime::builder().compiler(compiler).build().unwrap();
        let mut instance = rt.load(&assemble(NESTING)).unwrap();
        for _ in 0..3 {
            let receipt = instance.execute("refused", &[900]).unwrap();
            assert_eq!(receipt.outcome, Outcome::Trapped(Trap::NegativeGas { dimension: 0, amount: -1 }));
        }
        assert_eq!(instance.call("direct", &[1_000]).unwrap(), 1_000);
    }
}

#[test]
fn the_guests_own_unreachable_is_not_taken_for_the_stack() {
    let text = r#"(module
      (func $f (export "f") (param i64) (result i64)
        (if (i64.eqz (local.get 0)) (then unreachable))
        (call $f (i64.sub (local.get 0) (i64.const 1)))))"#;
    let mut instance = Runtime::new().load(&assemble(text)).unwrap();
    assert_eq!(instance.execute("f", &[100]).unwrap().outcome, Outcome::Trapped(Trap::Unreachable));
    assert!(instance.fuel_remaining() > 0, "an abort keeps the remainder");
}

#[test]
fn the_reserved_name_is_refused_and_the_counter_is_not_listed() {
    let text = r#"(module (memory (export "metered:stack_left") 1))"#;
    let error = Runtime::new().compile(&assemble(text)).unwrap_err();
    assert!(matches!(error, LoadError::Refused(Refusal::ReservedName { .. })), "{error}");
    let module = Runtime::new().compile(&assemble(NESTING)).unwrap();
    let names: Vec<_> = module.exports().iter().map(|export| export.name.as_str()).collect();
    assert_eq!(names, ["direct", "mutual", "indirect", "wide", "refused"]);
}

/// Native stack that a call needs at default limits: known, and written down in the spec (`STACK-3`).
const NEEDED_BYTES: usize = 671_744;

/// Endless recursion, once this thread has little more than so much stack left.
fn with_stack_left(bytes: usize, instance: &mut Instance) -> Result<Receipt, HostError> {
    let page = std::hint::black_box([0u8; 4_096]);
    if stacker::remaining_stack().unwrap() > bytes + page.len() * 4 {
        return with_stack_left(bytes, instance);
    }
    instance.set_fuel(1_000_000).unwrap();
    let receipt = instance.execute("wide", &[i64::MAX]);
    std::hint::black_box(page);
    receipt
}

#[test]
fn a_thread_with_just_enough_stack_gives_the_receipt_and_one_with_less_is_told() {
    // The thread of a test has two mebibytes.
    let mut receipts = Vec::new();
    for compiler in COMPILERS {
        let rt = Runtime::builder().compiler(compiler).build().unwrap();
        let mut instance = rt.load(&assemble(NESTING)).unwrap();
        receipts.push(with_stack_left(NEEDED_BYTES, &mut instance).unwrap());
        let error = with_stack_left(NEEDED_BYTES - (32 << 10), &mut instance).unwrap_err();
        let HostError::ThreadStack { available_bytes, needed_bytes } = error else { panic!("{compiler:?}: {error}") };
        assert_eq!(needed_bytes, NEEDED_BYTES);
        assert!(available_bytes < needed_bytes);
    }
    assert!(matches!(receipts[0].outcome, Outcome::Trapped(Trap::StackExhausted { .. })), "{}", receipts[0]);
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
}

/// Nests small frames up to any height, then calls a function whose frame is larger than all that is left.
fn heavy_at_the_end(values: usize) -> Vec<u8> {
    let kept = "(global.get $g) (global.set $g (i64.const 1)) (call $empty)".repeat(values);
    let used = "(global.set $g)".repeat(values);
    assemble(&format!(
        r#"(module
          (global $g (mut i64) (i64.const 0))
          (func $empty)
          (func $heavy (param i64) (result i64) {kept} {used} (local.get 0))
          (func $f (export "f") (param i64) (result i64)
            (if (i64.eqz (local.get 0)) (then (return (call $heavy (i64.const 7)))))
            (call $f (i64.sub (local.get 0) (i64.const 1)))))"#
    ))
}

#[test]
fn a_frame_that_does_not_fit_is_counted_before_it_is_entered() {
    // Three thousand operands held are dear to compile.
    let compile_cost = u64::MAX;
    let limits = Limits { stack_height: 200, uncounted_frame_height: 100, compile_cost, ..Limits::default() };
    for (values, returning) in [(20, 3), (45, 2), (3_000, 0)] {
        let wasm = heavy_at_the_end(values);
        let mut receipts = Vec::new();
        for compiler in COMPILERS {
            let rt = Runtime::builder().compiler(compiler).limits(limits).build().unwrap();
            let mut instance = rt.load(&wasm).unwrap();
            for depth in [0, 1, 3, i64::MAX] {
                instance.set_fuel(100_000_000).unwrap();
                receipts.push(instance.execute("f", &[depth]).unwrap());
            }
        }
        let (first, others) = receipts.split_at(4);
        let returned = first.iter().filter(|receipt| matches!(receipt.outcome, Outcome::Returned(7))).count();
        assert_eq!(returned, returning, "{values} values");
        assert!(
            first
                .iter()
                .skip(returned)
                .all(|receipt| { matches!(receipt.outcome, Outcome::Trapped(Trap::StackExhausted { .. })) })
        );
        assert!(others.chunks(4).all(|receipts| receipts == first), "{values} values");
    }
}
