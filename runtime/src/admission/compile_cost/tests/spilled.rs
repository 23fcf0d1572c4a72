//! A function whose locals are in globals costs what the two cost that are compiled for it.

use crate::Limits;
use crate::admission::admit;

use super::{compile_estimate, table, without_bytes};

fn is_spilled(function: &str) -> bool {
    let wasm = wat::parse_str(format!("(module (func {function}))")).unwrap();
    admit(&wasm, &Limits::default()).unwrap().plan.spilled.contains_key(&0)
}

#[test]
fn many_blocks_and_locals_are_spilled() {
    let used = |locals: usize| "(drop (local.get 0))".repeat(locals);
    // One block more, and one local more.
    let with = |locals: usize, targets: usize| {
        format!("(local {}) {} {}", "i64 ".repeat(locals), used(locals), table(targets))
    };
    // 481 * 17 is 8,177, and 482 * 17 is 8,194.
    assert!(is_spilled(&with(1, 481)));
    assert!(!is_spilled(&with(1, 480)));
    // 80 * 102 is 8,160, and 80 * 103 is 8,240.
    assert!(is_spilled(&with(87, 79)));
    assert!(!is_spilled(&with(86, 79)));
    // However many locals it has that nothing names.
    assert!(!is_spilled(&format!("(local {}) {} {}", "i64 ".repeat(900), used(86), table(79))));
    assert!(!is_spilled(&format!("(local i64) {}", table(9_000))));
}

#[test]
fn a_spilled_function_costs_what_is_compiled_for_it() {
    let table = table(600);
    let function = format!(
        "(param i64 i32) (result i64) (local i64)
         (loop (local.set 2 (i64.add (local.tee 0 (i64.const 7)) (local.get 2))) (br_if 0 (local.get 1)))
         (return (local.get 2)) {table}"
    );
    let original = format!("(module (func {function}))");
    let rewritten = format!(
        "(module (global (mut i32) (i32.const 0)) (global (mut i64) (i64.const 0)) (global (mut i64) (i64.const 0))
           (func (param i64 i32) (result i64) (local i64 i32 i64)
             (local.set 2 (global.get 1)) (local.set 3 (global.get 0)) (local.set 4 (global.get 2))
             (global.set 1 (i64.const 0)) (global.set 0 (i32.const 0)) (global.set 2 (i64.const 0))
             (call 1)
             (global.set 1 (local.get 2)) (global.set 0 (local.get 3)) (global.set 2 (local.get 4)))
           (func (result i64)
             (loop (global.set 2 (i64.add (global.set 1 (i64.const 7)) (global.get 1) (global.get 2))) (br_if 0 (global.get 0)))
             (return (global.get 2)) {table}))"
    );
    assert!(is_spilled(&function));
    // Three globals more are in the binary, and two declarations of locals.
    assert_eq!(without_bytes(&original) + 3 * 20_000 + 2 * 350, without_bytes(&rewritten));
    let bytes = |text: &str| {
        let wasm = wat::parse_str(text).unwrap();
        compile_estimate(&wasm).unwrap().bytes() - 4 * wasm.len() as u64
    };
    assert_eq!(bytes(&original) + 3 * 2_000 + 2 * 200, bytes(&rewritten));
}
