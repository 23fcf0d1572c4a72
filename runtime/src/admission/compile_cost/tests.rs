use wasmparser::{FuncValidatorAllocations, Parser, ValType, ValidPayload, Validator};

use crate::Limits;
use crate::admission::admit;

use super::elaborated::Elaborated;
use super::{block_values, compile_estimate};

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
    // An instruction, once it computes and nothing needs it, once it divides; a tenth of the square of all, with the body's `end`.
    assert_eq!(added("nop"), 1_000);
    assert_eq!(added("(drop (i32.eqz (i32.const 0)))"), 3 * 1_000 + 1_500 + 3 + 4 * 4 / 10);
    let division = "(drop (i32.div_u (i32.const 0) (i32.const 0)))";
    assert_eq!(added(division), 4 * 1_000 + 1_500 + 8_000 + 5 * 5 / 10);
    // A block without branches: two instructions, B from 1 to 2.
    assert_eq!(added("block end"), 2 * 1_000 + 4_000 + 7 * 3 + 60);
    // A branch that needs a value: three instructions, B from 1 to 2, the fuel counter meets at the end of the body.
    let meeting = 2_000 + 1;
    let branch = 3 * 1_000 + 1_500 + 3_000 + 4_000 + 8_000 + 7 * 3 + 60 + 3 * 2;
    assert_eq!(added("(br_if 0 (i32.eqz (i32.const 0)))"), branch + meeting + 500 * 2 + 4 * 4 / 10);
    // A loop: B from 1 to 5, L = 1, the fuel counter meets: P = 1, A = 1; `end` is in one loop.
    let loops = 8_000 + 20 + 800;
    assert_eq!(added("loop end"), 2 * 1_000 + 2 + 4 * 4_000 + 7 * 24 + 4 * 60 + loops + meeting + 500);
}

/// How many instructions are written for the sums in a function of three parameters and a local.
fn written(body: &str) -> u64 {
    let text = format!("(module (func (param i32 i32 i32) (result i32) (local i32) {body}))");
    let wasm = wat::parse_str(text).unwrap();
    let mut elaborated = Elaborated::new(4, 1);
    let mut validator = Validator::new();
    for payload in Parser::new(0).parse_all(&wasm) {
        let ValidPayload::Func(function, body) = validator.payload(&payload.unwrap()).unwrap() else { continue };
        let mut validator = function.into_validator(FuncValidatorAllocations::default());
        validator.define_locals(0, 1, ValType::I32).unwrap();
        let mut operators = body.get_operators_reader().unwrap();
        while !operators.eof() {
            let (operator, offset) = operators.read_with_offset().unwrap();
            validator.op(offset, &operator).unwrap();
            let (parameters, results) = block_values(&operator, |_| None);
            elaborated.operator(&operator, validator.operand_stack_height() as usize, parameters, results);
        }
    }
    elaborated.count()
}

#[test]
fn sums_are_written_where_they_are_needed() {
    let two = "(local.set 3 (i32.add (i32.add (local.get 0) (local.get 1)) (local.get 1)))";
    let give = "(return (local.get 3))";
    // Not needed at all; needed once; needed twice, where the first place is passed.
    assert_eq!(written(&format!("{two} (i32.const 0)")), 0);
    assert_eq!(written(&format!("{two} (local.get 3)")), 2);
    assert_eq!(written(&format!("{two} (if (local.get 3) (then {give})) (local.get 3)")), 2);
    // In both arms; in an arm and after it.
    assert_eq!(written(&format!("{two} (if (local.get 0) (then {give}) (else {give})) unreachable")), 4);
    assert_eq!(written(&format!("{two} (if (local.get 0) (then {give})) (local.get 3)")), 4);
    // A branch may pass by, but not before it.
    let needed = "(br_if 1 (i32.const 7) (local.get 3)) drop";
    assert_eq!(written(&format!("{two} (block (br_if 0 (local.get 0)) {needed}) (local.get 3)")), 4);
    assert_eq!(written(&format!("{two} (block {needed} (br_if 0 (local.get 0))) (local.get 3)")), 2);
    // What it was before meets what it is.
    let one = "(local.set 3 (i32.eqz (local.get 1)))";
    assert_eq!(written(&format!("{two} (if (local.get 0) (then {one})) (local.get 3)")), 3);
    // Set after two branches: what it was before is needed in each, and is not certain to be needed elsewhere.
    let leaves = "(if (local.get 0) (then (br 1)))";
    assert_eq!(
        written(&format!("{two} (block {leaves} {leaves} (local.set 3 (i32.const 0))) (local.get 3)")),
        2 + 2 * 2
    );
    // An arm begins with what was there before the other.
    assert_eq!(written(&format!("{two} (if (local.get 0) (then {one}) (else {give})) (local.get 3)")), 3);
}

#[test]
fn counting_ends_where_no_limit_is_left() {
    let chain = "(local.set 0 (i32.mul (local.get 0) (local.get 1)))".repeat(2_000);
    let branches = "(if (local.get 2) (then (return (local.get 0))))".repeat(2_000);
    assert_eq!(written(&format!("{chain} {branches} (i32.const 0)")), u64::from(u32::MAX));
    let doubled = "(local.set 0 (i32.add (local.get 0) (local.get 0)))".repeat(5_000);
    assert_eq!(written(&format!("{doubled} (local.get 0)")), 5_000);
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
fn a_long_function_makes_the_others_dear() {
    let module = |long: usize, short: usize| {
        let function = |nops: usize| format!("(func {})", "nop ".repeat(nops - 1));
        let text = format!("(module {} {})", function(long), function(short));
        compile_estimate(&wat::parse_str(text).unwrap()).unwrap().cost
    };
    let instruction = 10 + 1_000;
    assert_eq!(module(1_000, 600) - module(1_000, 500), 100 * instruction + 100 * 1_000 / 10);
    assert_eq!(module(600, 1_000) - module(500, 1_000), 100 * instruction + 100 * 1_000 / 10);
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
