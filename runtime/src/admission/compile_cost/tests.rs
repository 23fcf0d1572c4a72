use crate::Limits;
use crate::admission::admit;

use super::compile_estimate;

fn estimate(body: &str) -> u64 {
    compile_estimate(&wat::parse_str(format!("(module (func {body}))")).unwrap()).unwrap().cost
}

/// What is added to an empty function's cost.
fn added(body: &str) -> u64 {
    let bytes = |body: &str| wat::parse_str(format!("(module (func {body}))")).unwrap().len() as u64;
    estimate(body) - estimate("") - 10 * (bytes(body) - bytes(""))
}

#[test]
fn the_terms_of_the_spec() {
    // An instruction, once it computes, once it divides.
    assert_eq!(added("nop"), 1_500);
    assert_eq!(added("(drop (i32.eqz (i32.const 0)))"), 3 * 1_500 + 3_000 + 1);
    let division = "(drop (i32.div_u (i32.const 0) (i32.const 0)))";
    assert_eq!(added(division), 4 * 1_500 + 3_000 + 1 + 8_000);
    // A block without branches: two instructions, B from 1 to 2.
    assert_eq!(added("block end"), 2 * 1_500 + 8_000 + 3 + 120);
    // A loop: B from 1 to 5, L = 1, the fuel counter meets: P = 1, A = 1; `end` is in one loop.
    let meeting = 5_000 + 2 + 1_000;
    assert_eq!(added("loop end"), 2 * 1_500 + 2 + 4 * 8_000 + 24 + 4 * 120 + 10_000 + 25 + 1_000 + meeting);
}

#[test]
fn what_grows_faster_than_the_module_is_seen() {
    let ratio = |text: fn(usize) -> String| estimate(&text(2_000)) / estimate(&text(200));
    let nested = |count: usize| format!("{}{}", "loop ".repeat(count), "end ".repeat(count));
    assert!(ratio(|count| "nop ".repeat(count)) < 10);
    assert!(ratio(|count| "(if (i32.const 0) (then)) ".repeat(count)) > 12);
    assert!(ratio(|count| "loop end ".repeat(count)) > 20);
    assert!(estimate(&nested(2_000)) > 50 * estimate(&nested(200)));
}

#[test]
fn admission_and_the_estimate_alone_agree() {
    let texts = [
        include_str!("../../../benches/modules/kernels.wat"),
        include_str!("../../../benches/modules/hostcalls.wat"),
        "(table 2 funcref) (func $f (param i32)) (func $g (result i64) unreachable) (global funcref (ref.func $g))
         (elem (i32.const 0) func $f $g) (elem funcref (ref.func $f) (ref.null func)) (memory 1) (data \"x\")
         (func (param i32 i64) (result i64 i64) (local i64)
           (block $out (br_table $out 0 $out (local.get 0))) (call $f (local.get 0))
           (loop (param) (result i64) (local.set 2 (local.get 1)) (br_if 0 (local.get 0)) (i64.const 1))
           (if (result i64) (local.get 0) (then (call $g)) (else (return (i64.const 1) (i64.const 2)))))",
    ];
    for text in texts {
        let wasm = wat::parse_str(text).unwrap();
        assert_eq!(admit(&wasm, &Limits::default()).unwrap().estimate, compile_estimate(&wasm).unwrap());
    }
}
