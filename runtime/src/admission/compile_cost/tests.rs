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
    // In so short functions 30 J² is more than N². An empty function has one block, and nothing meets.
    let squares = |blocks: u64, meeting: u64, arrivals: u64| {
        (6 * 30 * blocks * blocks + 25 * meeting * meeting + 5 * arrivals * blocks) / 20 - 6 * 30 / 20
    };
    // An instruction, once it computes and nothing needs it, once it divides; with the last `end`, O is 2 in 4 and 4 in 5.
    assert_eq!(added("nop"), 2_400);
    assert_eq!(added("(drop (i32.eqz (i32.const 0)))"), 3 * 2_400 + 400 + 100);
    let division = "(drop (i32.div_u (i32.const 0) (i32.const 0)))";
    assert_eq!(added(division), 4 * 2_400 + 400 + 8_000 + 100 * (4 * 4 / 5));
    // A block without branches: two instructions, B from 1 to 2.
    assert_eq!(added("block end"), 2 * 2_400 + 4_800 + 20 + squares(2, 0, 0));
    // A branch that needs a value: three instructions, B from 1 to 2, the fuel counter meets at the end of the body.
    let branch = 3 * 2_400 + 400 + 1_000 + 100 + 4_800 + 7_000 + 15 + 20;
    assert_eq!(added("(br_if 0 (i32.eqz (i32.const 0)))"), branch + 800 + 350 * 2 + squares(2, 1, 2));
    // What is only declared costs 4,000 and meets nowhere, at the end of the body neither.
    let declared = estimate("(local i32 i32) (br_if 0 (i32.eqz (local.get 0)))")
        - estimate("(local i32) (br_if 0 (i32.eqz (local.get 0)))");
    assert_eq!(declared, 4_000);
    // A loop: B from 1 to 5, L = 1, the fuel counter meets: P = 1, A = 1; `end` is in one loop.
    let loops = 4 * 4_800 + 4 * 20 + 3_000 + 8 + 250;
    assert_eq!(added("loop end"), 2 * 2_400 + 15 + loops + 800 + 350 + squares(5, 1, 1));
    // A branch table that names one block three times: B from 1 to 4, J to 2, four arrivals, two scans.
    let table = 4 * 2_400 + 3 * (4_800 + 20) + 800 + 4 * 350 + 2;
    let places = (6 * 30 * 2 * 2 + 25 + 5 * 4 * 4) / 20 - 6 * 30 / 20;
    assert_eq!(added("(block (br_table 0 0 0 (i32.const 0)))"), table + places);
    // Long functions: N² is more.
    let long = |nops: u64| "nop ".repeat(usize::try_from(nops).unwrap());
    assert_eq!(added(&long(999)) - added(&long(499)), 500 * 2_400 + 6 * (1_000 * 1_000 - 500 * 500) / 20);
}

/// How many instructions are written for the sums in a function of three parameters and a local.
fn written(body: &str) -> u64 {
    let text = format!("(module (func (param i32 i32 i32) (result i32) (local i32) {body}))");
    let wasm = wat::parse_str(text).unwrap();
    let mut elaborated = Elaborated::new(3, 4, 1);
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
    // An arm begins with what was there before the other; what only one of them leaves is carried, and needed after it again.
    assert_eq!(written(&format!("{two} (if (local.get 0) (then {one}) (else {give})) (local.get 3)")), 4);
}

#[test]
fn sums_that_are_the_same_on_all_ways_are_written_where_they_are_needed_after() {
    let two = "(local.set 3 (i32.add (i32.add (local.get 0) (local.get 1)) (local.get 1)))";
    let arms = "(if (local.get 1) (then (return (local.get 3))))".repeat(2);
    let after = |block: &str| written(&format!("{two} {block} {arms} unreachable"));
    // In each of the arms.
    assert_eq!(after(""), 2 * 2);
    // Carried once, and in each arm: set to what it was; set where no way leads on; yielded; carried by every branch.
    assert_eq!(after("(if (local.get 0) (then (local.set 3 (local.get 3))))"), 3 * 2);
    assert_eq!(after("(if (local.get 0) (then (local.set 3 (i32.const 0)) unreachable))"), 3 * 2);
    assert_eq!(after("(local.set 3 (block (result i32) (br_if 0 (local.get 3) (local.get 0))))"), 3 * 2);
    assert_eq!(after("(local.set 3 (if (result i32) (local.get 0) (then (local.get 3)) (else (local.get 3))))"), 4 * 2);
    assert_eq!(after("(block (local.set 3 (local.get 3)) (br_if 0 (local.get 0)) (br_if 0 (local.get 0)))"), 3 * 2);
    assert_eq!(after("(loop (local.set 3 (local.get 3)) (br_if 0 (local.get 0)))"), 3 * 2);
    // Not where it is another on one way: then it is given, and carried once.
    assert_eq!(after("(if (local.get 0) (then (local.set 3 (i32.const 0))))"), 2);
    assert_eq!(after("(block (br_if 0 (local.get 0)) (local.set 3 (i32.const 0)))"), 2 * 2);
    assert_eq!(after("(block (br_table 0 0 (local.get 0)) (local.set 3 (i32.const 0)))"), 2 * 2);
    // A branch to the body carries its results only.
    assert_eq!(after("(drop (br_if 0 (i32.const 7) (local.get 0)))"), 2 * 2);
    // What cannot be reached needs nothing.
    assert_eq!(written(&format!("{two} unreachable {arms} (local.get 3)")), 0);
}

/// How much more a row costs in which every instruction takes the one operand than one in which it takes the other.
fn in_a_row(instruction: &str, count: usize, operand: &str, other: &str) -> u64 {
    let row = |operand: &str| {
        let link = format!("(local.set 0 ({instruction} (local.get 0) {operand}))");
        estimate(&format!("(param i64 i64) (local i64) {}", link.repeat(count)))
    };
    row(operand) - row(other)
}

#[test]
fn rows_of_values_joined_with_constants_cost_more_the_longer_they_are() {
    for join in ["add", "sub", "mul", "and", "or", "xor", "shl", "shr_s", "shr_u"] {
        let of = |count: usize| in_a_row(&format!("i64.{join}"), count, "(i64.const 9)", "(local.get 1)");
        // The first counts nothing, the next 1, and all after the seventeenth 16.
        assert_eq!(of(5), (1 + 2 + 3 + 4) * 3_000, "{join}");
        assert_eq!(of(40), (16 * 17 / 2 + 23 * 16) * 3_000, "{join}");
    }
}

#[test]
fn a_row_goes_through_conversions_and_ends_at_what_is_not_joined() {
    let row = |between: &str| {
        let of = |operand: &str| {
            let link = format!("(local.set 0 (i64.add {} {operand}))", between.replace(" _", " (local.get 0)"));
            estimate(&format!("(param i64 i64) {}", link.repeat(2)))
        };
        of("(i64.const 9)") - of("(local.get 1)")
    };
    assert_eq!(row("(i64.extend16_s _)"), 3_000);
    assert_eq!(row("(i64.extend_i32_u (i32.wrap_i64 _))"), 3_000);
    assert_eq!(row("(i64.popcnt _)"), 0);
}

#[test]
fn what_the_compiler_may_know_counts_as_a_constant() {
    let two = |operand: &str, other: &str| in_a_row("i64.sub", 2, operand, other);
    // A local that was not set, and what is made of it alone; a global, which may be one that cannot change: it computes, for 400.
    assert_eq!(two("(local.get 2)", "(local.get 1)"), 3_000);
    assert_eq!(two("(i64.popcnt (local.get 2))", "(i64.popcnt (local.get 1))"), 3_000);
    let global = |operand: &str| {
        let link = format!("(local.set 0 (i64.sub (local.get 0) {operand}))").repeat(2);
        let text = format!("(module (global i64 (i64.const 5)) (func (param i64 i64) {link}))");
        compile_estimate(&wat::parse_str(text).unwrap()).unwrap().cost()
    };
    assert_eq!(global("(global.get 0)"), global("(local.get 1)") + 3_000 + 2 * 400);
    // A value with itself, or with what may be 0 or -1.
    for known in ["i64.xor (local.get 0)", "i64.extend_i32_u (i64.le_s (local.get 0)"] {
        let close = ")".repeat(known.matches('(').count() - 1);
        let with = |other: &str| format!("({known} (local.get {other}){close})");
        assert_eq!(two(&with("0"), &with("1")), 3_000, "{known}");
    }
    for (known, other) in [("and", "0"), ("or", "-1"), ("mul", "0")] {
        let with = |constant: &str| format!("(i64.{known} (local.get 1) (i64.const {constant}))");
        // Itself a link, so that the two count 1 and 2.
        assert_eq!(two(&with(other), &with("7")), 3 * 3_000, "{known}");
    }
}

#[test]
fn every_branch_copies_what_it_carries_of_sums_with_constants() {
    // Three branches and the end of the block; a branch to the body carries no locals.
    let block = |sum: &str, branches: usize| {
        let branches = "(br_if 0 (local.get 0))".repeat(branches);
        written(&format!("(block (local.set 3 {sum}) {branches}) (local.get 3)"))
    };
    let (copied, not) = ("(i32.add (local.get 0) (i32.const 7))", "(i32.add (local.get 0) (local.get 1))");
    assert_eq!(block(copied, 3), block(not, 3) + 4);
    assert_eq!(block("(i32.xor (i32.const 7) (local.get 0))", 3), block(not, 3) + 4);
    assert_eq!(block("(i32.mul (local.get 0) (i32.const 7))", 3), block(not, 3));
    // What it yields, too, but once where two of what it carries are one value.
    let yields = |sum: &str| {
        let twice = format!("(local.tee 3 {sum})");
        written(&format!("(block (result i32) (br_if 0 {twice} (local.get 0))) drop (local.get 3)"))
    };
    assert_eq!(yields(copied), yields(not) + 2);
}

#[test]
fn rotations_are_dear_where_one_is_not_by_a_constant() {
    let rotated = |kind: &str, by: &str, count: usize| {
        let rotation = format!("(local.set 0 (i32.{kind} (local.get 0) {by}))");
        estimate(&format!("(param i32) {}", rotation.repeat(count)))
    };
    let constant = rotated("rotl", "(i32.const 7)", 5);
    assert_eq!(constant, rotated("shl", "(i32.const 7)", 5));
    assert_eq!(rotated("rotr", "(local.get 0)", 5), rotated("shl", "(local.get 0)", 5) + 5 * 40_000);
    // Those by constants too, in the same function only. A constant is one that is right before.
    let with = |last: &str, by: &str| {
        let rotations = "(local.set 0 (i32.rotl (local.get 0) (i32.const 7)))".repeat(4);
        let other = "(func (param i32) (drop (i32.rotl (local.get 0) (i32.const 7))))";
        let text = format!("(module (func (param i32) {rotations} (drop (i64.{last} (i64.const 1) {by}))) {other})");
        compile_estimate(&wat::parse_str(text).unwrap()).unwrap().cost()
    };
    assert_eq!(with("rotr", "(i64.const 1)"), with("shl", "(i64.const 1)"));
    for by in ["(i64.const 1) nop", "(block (result i64) (i64.const 1))"] {
        assert_eq!(with("rotr", by), with("shl", by) + 5 * 40_000);
    }
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
    // One product, written again in all branches but the first: each instruction of the other function costs 1 for each of these
    // that is one of more than 2,048.
    let instructions = 800 * (10 + 2_400) + 6 * (1_001 * 1_001 - 201 * 201) / 20;
    assert_eq!(module(2_049, 1_000) - module(2_049, 200), instructions);
    assert_eq!(module(2_149, 1_000) - module(2_149, 200), instructions + 800 * 100);
}

/// Thirty locals that meet where so many targets of a branch table and its default lead, and what follows.
fn thirty_meet(targets: usize, then: &str) -> String {
    let table = format!("(block {} (br_table {} (i32.const 0)))", set_thirty(), "0 ".repeat(targets + 1));
    format!("(local {}) {table} {then}", "i64 ".repeat(30))
}

fn set_thirty() -> String {
    let set: Vec<String> = (0..30).map(|local| format!("(local.set {local} (i64.const 1))")).collect();
    set.concat()
}

/// Instructions before each hole of the function, if it is crowded.
fn holes(body: &str) -> Option<Vec<u64>> {
    let wasm = wat::parse_str(format!("(module (func {body}))")).unwrap();
    admit(&wasm, &Limits::default()).unwrap().plan.holes.get(&0).cloned()
}

#[test]
fn holes_are_where_enough_has_arrived() {
    // The thirty and the fuel counter, from so many places; the block ends as instruction 64.
    let (arrivals, values) = (|targets: u64| 31 * (targets + 2), |targets: u64| (targets + 2) * 31);
    assert!(arrivals(31) * values(31) < 1 << 20 && arrivals(32) * values(32) >= 1 << 20);
    assert_eq!(holes(&thirty_meet(31, "")), None);
    assert_eq!(holes(&thirty_meet(32, "")), Some(vec![64]));
    // After it each `if` counts one, until there are 128.
    let ifs = |count: usize| "(if (i32.const 0) (then)) ".repeat(count);
    let after = |then: &str| holes(&thirty_meet(32, then));
    assert_eq!(after(&ifs(127)), Some(vec![64]));
    assert_eq!(after(&ifs(128)), Some(vec![64, 64 + 3 * 128]));
    // A loop's arrivals count where it begins.
    let set = set_thirty();
    let around = |branches: usize| format!("(loop {set} {})", "(br_if 0 (i32.const 0)) ".repeat(branches));
    assert_eq!(after(&around(3)), Some(vec![64]));
    assert_eq!(after(&around(4)), Some(vec![64, 65]));
    // So they come before those of what is in it.
    assert_eq!(after(&format!("(loop {} {set} (br_if 0 (i32.const 0)))", ifs(66))), Some(vec![64, 65 + 3 * 66]));
    // Nothing meets where no branch leads, and nothing follows the end of the function.
    assert_eq!(after(&format!("{} (block {set})", ifs(63))), Some(vec![64]));
    assert_eq!(after(&format!("{set} {}", "(br_if 0 (i32.const 0))".repeat(9))), Some(vec![64]));
}

#[test]
fn what_arrives_may_be_read_over_for_every_value_at_every_block() {
    // One more target: a block, at which thirty locals and one live, 31 arrivals and as many scans, and a byte. Where the function is
    // crowded, no more than 256 arrivals are read over for each.
    let (block, arrivals, scans, values) = (4_800 + 10, 31 * 350, 31, 31);
    let with = |targets: usize| estimate(&thirty_meet(targets, ""));
    assert_eq!(with(101) - with(100), block + arrivals + scans + 20 * values + 5 * 256 * values / 20);
    // Holes pay for themselves.
    assert!(with(32) < with(31));
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
