//! What decides whether a module is optimised.

use crate::Limits;

use super::{estimates, of_module, table};

/// What the optimiser may write again in a function of three parameters and two locals.
fn again(body: &str) -> u64 {
    let text = format!("(module (table 1 funcref) (func (param i32 i32 i32) (local i32 i32) {body}))");
    let estimate = of_module(&text);
    estimate.optimised.most_again
}

const SUM: &str = "(local.set 3 (i32.add (local.get 3) (local.get 0)))";

/// How much of what only computes has every way to the end of it passed?
fn passed(body: &str) -> u64 {
    // A conditional branch makes a block after itself.
    again(&format!("{body} (br_if 0 (local.get 0))")) - again(body)
}

#[test]
fn what_was_passed_may_be_written_again_in_every_block() {
    let three = SUM.repeat(3);
    let blocks = |control: &str| (again(&format!("{three} {control}")) - again(&three)) / 3;
    assert_eq!(blocks("(block)"), 1);
    assert_eq!(blocks("(if (local.get 0) (then))"), 2);
    assert_eq!(blocks("(if (local.get 0) (then) (else))"), 3);
    assert_eq!(blocks("(loop)"), 4);
    assert_eq!(blocks("(br_table 0 0 0 (local.get 0))"), 2);
    assert_eq!(blocks("(table.set (local.get 0) (table.get (local.get 0)))"), 5 + 2);
    // The end of the function is one.
    assert_eq!(again(&three), 3);
    // What divides may become ten; what is given, or has an effect, is not written again.
    assert_eq!(passed("(drop (i32.rem_u (local.get 0) (i32.const 7)))"), 10);
    assert_eq!(passed("(drop (table.size 0)) (local.set 3 (i32.const 1)) (drop (local.get 3))"), 0);
}

#[test]
fn what_a_way_may_miss_was_not_passed() {
    assert_eq!(passed(SUM), 1);
    let sums = SUM.repeat(5);
    let ways = [
        // Neither arm is on the way of the other, nor of what follows.
        (format!("{SUM} (if (local.get 0) (then {sums}))"), 1),
        (format!("{SUM} (if (local.get 0) (then {sums}) (else {sums}))"), 1),
        // But for the one that leads on alone.
        (format!("{SUM} (if (local.get 0) (then {sums}) (else return))"), 6),
        (format!("{SUM} (if (local.get 0) (then return) (else {sums}))"), 6),
        (format!("{SUM} (if (local.get 0) (then {sums} (br 0)) (else unreachable))"), 6),
        // What comes after the first branch out of a block, if anything leads to that.
        (format!("{SUM} (block {SUM} (br_if 0 (local.get 0)) {sums})"), 2),
        (format!("{SUM} (block {SUM} (br_table 1 0 1 (local.get 0)) {sums})"), 2),
        (format!("{SUM} (block {sums} (br 0) {sums} (br_if 0 (local.get 0)))"), 6),
        (format!("{SUM} (block return (br 0)) {SUM}"), 1),
        (format!("{SUM} (block (if (local.get 0) (then {sums} (br 1))) {SUM})"), 2),
        // A loop is left at its end only.
        (format!("{SUM} (loop {sums} (br_if 0 (local.get 0)) {SUM})"), 7),
    ];
    for (body, expected) in ways {
        assert_eq!(passed(&body), expected, "{body}");
    }
}

#[test]
fn what_may_be_written_again_decides_whether_a_module_is_optimised() {
    // A thousand sums are known in each of so many arms.
    let arms = |count: usize| {
        let sums = SUM.repeat(1_000);
        let arm = "(if (local.get 0) (then (return)))".repeat(count);
        estimates(&format!("(param i32) (local i32 i32 i32) {sums} {arm}"))
    };
    let limits = Limits::default();
    assert!(arms(8).is_optimised(&limits));
    assert!(!arms(80).is_optimised(&limits));
    assert!(arms(80).cost() < limits.compile_cost / 50);
    // Each, their square, and what they cost all functions.
    let again = 1_000 * (2 * 8 + 1);
    let instructions = 4 * 1_000 + 4 * 8 + 1;
    let written: u64 = instructions + again;
    let fuel = (3 * 8 + 1) * 25_000;
    // What is stored in: no globals, eight others.
    let stored = 3 * 8 * 8 * (3 * 8 + 1) + 6 * 8 * instructions;
    let cost = 1_000 * 50_000 + again * 6_000 + fuel + written * written / 4 + written * (again - 4_096) / 10 + stored;
    let estimate = arms(8);
    assert_eq!(estimate.optimised_cost(), 2 * estimate.cost() + cost);
    // Memory by itself; the parameter is alive where seven arms end.
    let bytes = 1_000 * 20_000 + again * 3_200;
    assert_eq!(estimate.optimised_bytes(), estimate.bytes() + bytes + 7 * 350);
    assert!(!estimate.is_optimised(&Limits { compile_bytes: estimate.optimised_bytes() - 1, ..limits }));
}

#[test]
fn globals_that_are_set_are_followed_through_all_blocks() {
    let optimised = |set: &str| {
        let globals = "(global (mut i64) (i64.const 0))".repeat(3);
        let text = format!("(module {globals} (func {set} (block) (block)))");
        let estimate = of_module(&text);
        estimate.optimised_cost() - 2 * estimate.cost()
    };
    let set = |global: u32| format!("(global.set {global} (i64.const 1))");
    let (same, different) = (set(0) + &set(0) + &set(0), set(0) + &set(1) + &set(2));
    assert_eq!(optimised(&different) - optimised(&same), 3 * 3 * (11 * 11 - 9 * 9) + 6 * 2 * 11);
}

#[test]
fn loops_around_an_instruction_count_squared() {
    let optimised = |body: &str| estimates(body).optimised_cost() - 2 * estimates(body).cost();
    // One instruction more than six, in two loops.
    let beyond = optimised("(loop (loop nop nop))") - optimised("(loop (loop nop))");
    assert_eq!(beyond, 15 * 2 * 2 + 6 * 8 + 7 * 7 / 4 - 6 * 6 / 4);
}

#[test]
fn what_lives_through_many_blocks_in_globals_is_not_optimised() {
    let is_optimised = |targets: usize, used: &str| {
        let table = table(targets);
        let text = format!("(module (global (mut i64) (i64.const 0)) (func {used} {table}))");
        of_module(&text).is_optimised(&Limits {
            compile_cost: u64::MAX - 1,
            compile_bytes: u64::MAX,
            ..Limits::default()
        })
    };
    // 481 * 17 is 8,177, and 482 * 17 is 8,194.
    for used in ["(drop (global.get 0))", "(global.set 0 (i64.const 1))", "(local i64) (drop (local.get 0))"] {
        assert!(is_optimised(480, used), "{used}");
        assert!(!is_optimised(481, used), "{used}");
    }
    assert!(is_optimised(1_000, ""));
}
