use wasmparser::{FuncValidatorAllocations, Parser, ValType, ValidPayload, Validator};

use crate::Limits;
use crate::admission::admit;

use super::elaborated::Elaborated;
use super::{block_values, compile_estimate};

fn estimate(body: &str) -> u64 {
    compile_estimate(&wat::parse_str(format!("(module (func {body}))")).unwrap()).unwrap().cost()
}

/// What is added to an empty function's cost.
fn added(body: &str) -> u64 {
    let bytes = |body: &str| wat::parse_str(format!("(module (func {body}))")).unwrap().len() as u64;
    estimate(body) - estimate("") - 10 * (bytes(body) - bytes(""))
}

#[test]
fn the_terms_of_the_spec() {
    // In so short functions 30 B² is more than N². An empty function has one block, and nothing meets.
    let squares = |blocks: u64, meeting: u64| (3 * 30 * blocks * blocks + 6 * meeting * meeting) / 4 - 3 * 30 / 4;
    // An instruction, once it computes and nothing needs it, once it divides, with the heights after each.
    assert_eq!(added("nop"), 1_700);
    assert_eq!(added("(drop (i32.eqz (i32.const 0)))"), 3 * 1_700 + 1_100 + 40 * (1 + 1));
    let division = "(drop (i32.div_u (i32.const 0) (i32.const 0)))";
    assert_eq!(added(division), 4 * 1_700 + 1_100 + 8_000 + 40 * (1 + 2 + 1));
    // A block without branches: two instructions, B from 1 to 2.
    assert_eq!(added("block end"), 2 * 1_700 + 3_000 + 45 + squares(2, 0));
    // A branch that needs a value: three instructions, B from 1 to 2, the fuel counter meets at the end of the body.
    let branch = 3 * 1_700 + 1_100 + 500 + 40 * (1 + 1) + 3_000 + 13_000 + 45;
    assert_eq!(added("(br_if 0 (i32.eqz (i32.const 0)))"), branch + 1_500 + 400 * 2 + squares(2, 1));
    // A loop: B from 1 to 5, L = 1, the fuel counter meets: P = 1, A = 1; `end` is in one loop.
    let loops = 4 * 3_000 + 4 * 45 + 6_000 + 15 + 600;
    assert_eq!(added("loop end"), 2 * 1_700 + 32 + loops + 1_500 + 400 + squares(5, 1));
    // A branch table that names one block three times: B from 1 to 4, J to 2, four arrivals, two scans.
    let table = 4 * 1_700 + 40 + 3 * (3_000 + 45) + 1_500 + 4 * 400 + 2 * 2;
    assert_eq!(added("(block (br_table 0 0 0 (i32.const 0)))"), table + squares(2, 1));
    // Long functions: N² is more.
    let long = |nops: u64| "nop ".repeat(usize::try_from(nops).unwrap());
    assert_eq!(added(&long(999)) - added(&long(499)), 500 * 1_700 + 3 * (1_000 * 1_000 - 500 * 500) / 4);
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
    let ratio = |text: fn(usize) -> String| estimate(&text(500)) / estimate(&text(50));
    let nested = |count: usize| format!("{}{}", "loop ".repeat(count), "end ".repeat(count));
    assert!(ratio(|count| "nop ".repeat(count)) < 10);
    assert!(ratio(|count| "(if (i32.const 0) (then)) ".repeat(count)) > 12);
    assert!(ratio(|count| "loop end ".repeat(count)) > 20);
    assert!(estimate(&nested(2_000)) > 50 * estimate(&nested(200)));
}

#[test]
fn what_is_written_again_makes_all_functions_dear() {
    let module = |uses: usize, nops: usize| {
        let sum = "(local.set 1 (i32.mul (local.get 0) (local.get 0)))";
        let used = "(if (local.get 0) (then (return (local.get 1))))".repeat(uses);
        let text = format!(
            "(module (func (param i32) (result i32) (local i32) {sum} {used} (i32.const 0)) (func {}))",
            "nop ".repeat(nops)
        );
        compile_estimate(&wat::parse_str(text).unwrap()).unwrap().cost()
    };
    // One product, written again in all branches but the first: each instruction of the other function costs 8/5 for each of these.
    let instructions = 800 * (10 + 1_700) + 3 * (1_001 * 1_001 - 201 * 201) / 4;
    assert_eq!(module(1, 1_000) - module(1, 200), instructions);
    assert_eq!(module(101, 1_000) - module(101, 200), instructions + 800 * 100 * 8 / 5);
}

#[test]
fn what_meets_is_read_over_at_every_block() {
    let set: Vec<String> = (0..100).map(|local| format!("(local.set {local} (i32.const 1))")).collect();
    let (set, branches) = (set.concat(), "(br_if 0 (local.get 0))".repeat(1_000));
    let text = format!("(local {}) (block {set} {branches})", "i32 ".repeat(100));
    // The fuel counter meets as well.
    let (registers, blocks, arriving) = (16, 1_002, 101 * 1_001);
    assert_eq!(estimate(&text), registers * blocks * arriving * 6 / 5);
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
