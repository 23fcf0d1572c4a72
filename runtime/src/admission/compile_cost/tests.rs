use crate::Limits;
use crate::admission::admit;

use super::{CompileEstimate, compile_estimate};

fn of_module(text: &str) -> CompileEstimate {
    compile_estimate(&wat::parse_str(text).unwrap()).unwrap()
}

/// A module's cost but for its bytes.
fn without_bytes(text: &str) -> u64 {
    let wasm = wat::parse_str(text).unwrap();
    compile_estimate(&wasm).unwrap().cost() - 10 * wasm.len() as u64
}

fn estimates(body: &str) -> CompileEstimate {
    of_module(&format!("(module (func {body}))"))
}

fn estimate(body: &str) -> u64 {
    estimates(body).cost()
}

/// What is added to an empty function's cost.
fn added(body: &str) -> u64 {
    let bytes = |body: &str| wat::parse_str(format!("(module (func {body}))")).unwrap().len() as u64;
    estimate(body) - estimate("") - 10 * (bytes(body) - bytes(""))
}

#[test]
fn the_terms_of_the_spec() {
    // In so short functions 30 J² is more than N². An empty function has one block, and nothing meets.
    let squares = |blocks: u64, meeting: u64, arriving: u64| {
        let meets = 60 * meeting * meeting + 10 * meeting * arriving;
        (20 * 30 * blocks * blocks + meets) / 100 - 20 * 30 / 100
    };
    // Instructions, those that are written, and those with operands: with the last `end`, O is 2 in 4, and 4 in 5. An operand is in the way
    // of itself.
    assert_eq!(added("nop"), 700);
    assert_eq!(added("(drop (i32.clz (i32.const 0)))"), 3 * 700 + 1_250 + 20 + 90 + 48);
    assert_eq!(added("(drop (i32.eqz (i32.const 0)))"), 3 * 700 + 1_250 + 20 + 1_000 + 90 + 48);
    assert_eq!(added("(drop (ref.is_null (ref.null func)))"), 3 * 700 + 2 * 1_250 + 20 + 1_000 + 48 + 48);
    let division = "(drop (i32.div_u (i32.const 0) (i32.const 0)))";
    assert_eq!(added(division), 4 * 700 + 1_250 + 8_000 + 90 + 2 * 90 + 48 + 20 * (4 * 4 / 5));
    // A block without branches: two instructions, B from 1 to 2.
    assert_eq!(added("block end"), 2 * 1_950 + 1_200 + squares(2, 0, 0));
    // It has a result, which arrives.
    let result = 4 * 700 + 2 * 1_250 + 1_200 + 90 + 300 + 300 + squares(2, 1, 1) + 28;
    assert_eq!(added("(drop (block (result i64) (i64.const 1)))"), result);
    // A branch: three instructions, B from 1 to 2, the fuel counter meets at the end of the body.
    let branch = 3 * 700 + 2 * 1_250 + 20 + 1_200 + 1_300 + 300 + 300 * 2;
    assert_eq!(added("(br_if 0 (i32.clz (i32.const 0)))"), branch + 90 + 48 + squares(2, 1, 2));
    // What is only declared costs 3,000 and meets nowhere, at the end of the body neither.
    let declared = estimate("(local i32 i32) (br_if 0 (i32.eqz (local.get 0)))")
        - estimate("(local i32) (br_if 0 (i32.eqz (local.get 0)))");
    assert_eq!(declared, 3_000);
    // Nothing is alive after the body but its results, wherever it is left.
    let left = |body: &str| {
        estimate(&format!("(local i64) {body} (br_if 0 (i32.const 0))")) - estimate(&format!("(local i64) {body}"))
    };
    assert_eq!(left("(local.set 0 (i64.const 1))"), left("(drop (i64.const 1))"));
    // A loop: B from 1 to 5, L = 1, the fuel counter meets: P = 1, A = 1.
    let loops = 2 * 1_950 + 4 * 1_200 + 8_000 + 3 + 300 + 300 + 4;
    assert_eq!(added("loop end"), loops + squares(5, 1, 1));
    // A loop that takes a value, which a branch to it leaves, and brings back: that arrives twice, and is held in five blocks and by four of seven
    // instructions. A type is what it costs, and so is a call out through it.
    let held = 80_000 + 5 * 500 + 90 + 2 * 90 + 20 * (5 * 5 / 7);
    let written = 6 * 700 + 3 * 1_250 + 5 * 1_200 + 1_300 + 8_000 + 3;
    let arrives = 2 * 300 + 4 * 300 + 6 * 4 + 4 * 4 + squares(6, 2, 4) + 28 * 2 * 2;
    let ty = 100_000 + 5_000 + 7 * 11 / 5;
    let back = "(i64.const 1) (loop (param i64) (br_if 0 (i32.const 0)) (drop))";
    assert_eq!(added(back), written + held + arrives + ty);
    // A branch table that names one block three times: B from 1 to 4, J to 2, four arrivals, two scans.
    let table = 4 * 700 + 3 * 1_250 + 7_000 + 90 + 3 * 1_200 + 5 * 2 * 2 + 300 + 4 * 300 + 2 * 42;
    assert_eq!(added("(block (br_table 0 0 0 (i32.const 0)))"), table + squares(2, 1, 4));
    // Long functions: N² is more.
    let long = |nops: usize| added(&"nop ".repeat(nops));
    assert_eq!(long(999) - long(499), 500 * 700 + 20 * (1_000 * 1_000 - 500 * 500) / 100);
}

#[test]
fn what_is_accessed_through_the_instance_is_dearer() {
    let module = |instruction: &str| {
        let text = format!("(module (memory 1) (global $g (mut i64) (i64.const 0)) (func {instruction}))");
        of_module(&text)
    };
    let beyond = |instruction: &str, other: &str| module(instruction).cost() - module(other).cost();
    assert_eq!(
        beyond("(drop (i64.load8_u (i32.const 0)))", "(drop (i64.extend_i32_u (i32.const 0)))"),
        4_000 + 60 - 48 + 20
    );
    assert_eq!(beyond("(drop (global.get $g))", "(drop (i64.const 1))"), 3_100 + 1_250 + 48 - 90);
}

const LOOP: &str = "(loop (br_if 0 (i32.const 0)))";

/// What a local costs that lives through this, more than one that does not.
fn alive(between: &str) -> u64 {
    let lives = |between: &str| {
        let after = |local: usize| {
            let one = "(i64.const 1)";
            estimate(&format!(
                "(local i64 i64) (local.set 0 {one}) {between} (local.set 1 {one}) (drop (local.get {local}))"
            ))
        };
        after(0) - after(1)
    };
    lives(between) - lives("")
}

/// A constant is in its way.
const CONSTANT: u64 = 90;

#[test]
fn a_local_passes_over_a_loop_that_does_not_use_it() {
    // Itself, and an arrival on each of two ways, more so in loops in each other; read again for the fuel counter that meets there.
    let pass = |nesting: u64| 2_000 + 2 * (300 + 4 * nesting);
    let block = |nesting: u64| 100 + 8 * nesting;
    // A branch leads to where it is alive.
    let led = 150;
    let read_again = |loops: u64, passes: u64| {
        let squares = |arriving: u64| (60 * loops * loops + 10 * arriving) / 100;
        squares(2 * (loops + passes)) - squares(2 * loops)
    };
    assert_eq!(alive(LOOP), pass(1) + 5 * block(1) + led + CONSTANT + read_again(1, 1));
    assert_eq!(alive(&LOOP.repeat(3)), 3 * (pass(1) + 5 * block(1) + led + CONSTANT) + read_again(3, 3));
    let nested = format!("(loop {LOOP} (br_if 0 (i32.const 0)))");
    assert_eq!(alive(&nested), 2 * (pass(2) + 5 * block(2) + led + CONSTANT) + read_again(2, 2));
    // Nothing leads back; one of the two uses it, and is the last to read it if nothing else does.
    assert_eq!(alive("(loop)"), 4 * block(1));
    let used = format!("(loop (drop (local.get 0)) (br_if 0 (i32.const 0))) {LOOP}");
    assert_eq!(alive(&used) + 1_730, pass(1) + 5 * block(1) + led + CONSTANT + read_again(2, 1));
    // It is brought around in the outer loop, wherever that uses it, but for in the inner one.
    let within = |before: &str, inside: &str, after: &str| {
        let inner = format!("(loop {inside} (br_if 0 (i32.const 0)))");
        estimate(&format!("(local i64) (loop {before} {inner} {after} (br_if 0 (i32.const 0)))"))
    };
    let used = "(drop (local.get 0))";
    let inside = within("", used, "");
    let passes = pass(2) + read_again(2, 1);
    assert_eq!(within(used, "", ""), inside + passes);
    assert_eq!(within("", "", used), inside + passes);
}

#[test]
fn what_a_local_lives_through_costs_more() {
    assert_eq!(alive("nop"), 0);
    assert_eq!(alive("(drop (i32.const 1))"), CONSTANT);
    assert_eq!(alive("(drop (i32.eqz (i32.const 1)))"), CONSTANT + 48);
    // Blocks, branches to where it is alive, and ways on which it is not while it is on another.
    let through = |blocks: u64, led: u64, ways: u64| blocks * 100 + led * 150 + ways * 1_730;
    let leaves = "(br_if 0 (i32.const 0))";
    assert_eq!(alive(leaves), CONSTANT + through(1, 0, 1));
    assert_eq!(alive(&format!("(block {leaves})")), CONSTANT + through(2, 1, 0));
    assert_eq!(alive(&format!("(block {leaves} unreachable)")), CONSTANT + through(2, 1, 1));
    assert_eq!(alive(&format!("(block {leaves} return)")), CONSTANT + through(2, 1, 1));
    assert_eq!(alive("(block (br 0))"), through(1, 1, 0));
    assert_eq!(alive("(block (br_table 0 1 0 (i32.const 0)))"), CONSTANT + through(3, 2, 2) + (90 + 7 * 2 * 2) / 100);
    assert_eq!(alive("(if (i32.const 0) (then unreachable))"), CONSTANT + through(3, 0, 1));
    assert_eq!(alive("(if (i32.const 0) (then) (else unreachable (block)))"), CONSTANT + through(4, 0, 1));
    let arms = "(if (i32.const 0) (then (drop (local.get 1))) (else (block)))";
    assert_eq!(alive(arms), CONSTANT + through(4, 0, 0));
    // It is not alive where it is set before it is read, on every way.
    let set = "(local.set 0 (i64.const 2))";
    assert_eq!(alive(&format!("(block) {set}")), 0);
    assert_eq!(alive("(block) (drop (local.tee 0 (i64.const 2)))"), 0);
    // There it only meets itself.
    // From two arms.
    let meets = 300 + 300 + (60 * 2 * 2 + 10 * 2 * 2 + 2_800 * 2 * 2) / 100;
    assert_eq!(alive(&format!("(if (i32.const 0) (then {set}) (else {set}))")), meets);
    // What was never set is looked for through all blocks before.
    let first = |block: &str| estimate(&format!("(local i64) {block} (drop (local.get 0))"));
    assert_eq!(first("(block)") - first(""), added("(block)") + 10 * 3 + 100);
    // A parameter is alive from the beginning, and nothing after its last use.
    let parameter = |body: &str| estimate(&format!("(param i64) {body}"));
    let (blocks, used) = ("(block) (block)", "(drop (local.get 0))");
    assert_eq!(parameter(&format!("{blocks} {used}")), parameter(&format!("{used} {blocks}")) + 2 * 100);
    // A call is in the way, too.
    let call = |local: usize| {
        let (set, call) = ("(i64.const 1)", "(drop (call $f (i32.const 1)))");
        let body = format!("(local.set 0 {set}) {call} (local.set 1 {set}) (drop (local.get {local}))");
        let callee = "(func $f (param i32) (result i32) unreachable)";
        let text = format!("(module {callee} (func (local i64 i64) {body}))");
        of_module(&text).cost()
    };
    assert_eq!(call(0), call(1) + 48 + 2 * 20 + 2 * CONSTANT);
    // A loop looks at all that is used, each with all others.
    let looked_at = |loops: &str| {
        let used = |count: usize| estimate(&format!("(local i64 i64 i64) {} {loops}", used.repeat(count)));
        used(3) - used(2)
    };
    assert_eq!(looked_at("loop end"), looked_at("block end") + 3 * (4 * 4 - 3 * 3));
}

#[test]
fn an_access_is_far_that_the_memory_does_not_hold_as_it_begins() {
    let module = |pages: u32, offset: u32| {
        let load = format!("(drop (i64.load offset={offset} (i32.const 0)))");
        let text = format!(
            "(module (memory {pages}) (func (local i64) (local.set 0 (i64.const 1)) {load} (drop (local.get 0))))"
        );
        without_bytes(&text)
    };
    let (near, far) = (4_000 + 2 * 60, 22_000 + 2 * 256);
    assert_eq!(module(1, 65_529) - module(1, 65_528), far - near);
    assert_eq!(module(2, 65_529), module(1, 65_529));
    assert_eq!(module(0, 0), module(1, 65_529));
}

#[test]
fn the_longest_function_makes_others_dear() {
    let module = |loads: usize, other: usize| {
        let (load, count) = ("(drop (i32.load (i32.const 0)))", "(drop (i32.clz (i32.const 0)))");
        let text = format!("(module (memory 1) (func {}) (func {}))", load.repeat(loads), count.repeat(other));
        of_module(&text).cost()
    };
    // Six values each; what is in the way of one operand there.
    let dearer = |other: u64| (CONSTANT + 48) * other * (6 * 4_000 + 1 - 16_384) / 6_000;
    let small = module(10, 1_000) - module(10, 200);
    let own = estimates(&format!("(local i64) {}", "(drop (i64.clz (local.get 0)))".repeat(9_000)));
    assert_eq!(own.cost(), own.summed);
    assert_eq!(module(4_000, 1_000) - module(4_000, 200), small + dearer(1_000) - dearer(200));
}

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

/// Thirty locals that meet where so many targets of a branch table and its default lead, are read there, and what follows.
fn thirty_meet(targets: usize, then: &str) -> String {
    let table = format!("(block {} (br_table {} (i32.const 0)))", set_thirty(), "0 ".repeat(targets + 1));
    format!("(local {}) {table} {} {then}", "i64 ".repeat(30), read_thirty())
}

fn read_thirty() -> String {
    let read: Vec<String> = (0..30).map(|local| format!("(drop (local.get {local}))")).collect();
    read.concat()
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
    let read = 64 + 60;
    assert_eq!(after(&ifs(127)), Some(vec![64]));
    assert_eq!(after(&ifs(128)), Some(vec![64, read + 3 * 128]));
    // A loop's arrivals count where it begins.
    let (use_all, back) = (format!("{} {}", read_thirty(), set_thirty()), "(br_if 0 (i32.const 0)) ");
    let around = |branches: usize| format!("(loop {use_all} {})", back.repeat(branches));
    assert_eq!(after(&around(3)), Some(vec![64]));
    assert_eq!(after(&around(4)), Some(vec![64, read + 1]));
    // So they come before those of what is in it.
    assert_eq!(after(&format!("(loop {} {use_all} {back})", ifs(66))), Some(vec![64, read + 1 + 3 * 66]));
    // Nothing meets where no branch leads, or is not read, and nothing follows the end of the function.
    let set = set_thirty();
    assert_eq!(after(&format!("{} (block {set}) {}", ifs(100), read_thirty())), Some(vec![64]));
    assert_eq!(after(&format!("{} (block {set} {back})", ifs(100))), Some(vec![64]));
    assert_eq!(after(&format!("{} (loop {set} {back})", ifs(100))), Some(vec![64]));
    assert_eq!(after(&format!("{set} {}", back.repeat(9))), Some(vec![64]));
}

#[test]
fn holes_cost_something() {
    // One more target: a block, at which thirty locals live, 31 arrivals and as many scans, and a byte.
    let target = 1_200 + 5 * 2 + 10 + 30 * (100 + 150) + 31 * (300 + 42);
    let squares = |targets: u64| (20 * 30 * 4 + 60 * 31 * 31 + 10 * 31 * 31 * (targets + 2)) / 100;
    let with = |targets: usize| estimate(&thirty_meet(targets, ""));
    assert_eq!(with(31) - with(30), target + squares(31) - squares(30));
    assert_eq!(with(32) - with(31), target + squares(32) - squares(31) + 15_000 + 900 * 31);
}

#[test]
fn uses_of_what_arrives_cost_more_where_they_are_many() {
    // Twenty locals meet on so many ways, and are read so many times.
    let module = |ways: usize, reads: usize| {
        let set: Vec<String> = (0..20).map(|local| format!("(local.set {local} (i64.const 1))")).collect();
        let read: Vec<String> = (0..20).map(|local| format!("(drop (local.get {local}))")).collect();
        let targets = "0 ".repeat(ways - 1);
        let body = format!("(block {} (br_table {targets} (i32.const 0)))", set.concat());
        estimate(&format!("(local {}) {body} {}", "i64 ".repeat(20), read.concat().repeat(reads)))
    };
    // Few are in what else it costs: a read more is two instructions and three bytes, an operand held once more, and N² is more.
    let bytes = 20 * 30;
    let few = |round: usize| module(2, round) - module(2, round - 1) - bytes;
    assert_eq!(few(2), 20 * 2 * 700 + 20 * (61 * 61 / 125 - 41 * 41 / 85) + 20 * (125 * 125 - 85 * 85) / 100);
    // Many are not: then only half of that counts, and each read for each that arrives.
    let many = module(40, 42) - module(40, 41) - bytes;
    let arriving = 21 * 40;
    assert!(many.abs_diff(few(42) / 2 + 3 * arriving * 20) <= 1);
}

#[test]
fn what_yields_no_value_does_not_hide_a_move() {
    let estimate = |before: &str, between: &str| {
        let set = format!("{before} (local.get 1) {between} (local.set 0)");
        let text = format!(
            "(module (global $g (mut i64) (i64.const 0)) (func $none) (func (local i64 i64)
               (loop (drop (local.get 0)) {set} (br_if 0 (i64.eqz (local.get 0))))))"
        );
        of_module(&text).cost()
    };
    // All there is to it is that an operand is held meanwhile.
    let held = |instruction: &str| estimate("", instruction) - estimate(instruction, "");
    assert_eq!(held("(global.set $g (i64.const 1))"), CONSTANT + 48 + 20 * (7 * 7 / 12 - 5 * 5 / 12));
    // O from 4 to 5 in 11 instructions.
    assert_eq!(held("(call $none)"), 48 + 20);
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
fn data_segments_cost_the_image_that_they_span() {
    let module = |first: u32, last: u32| {
        let text = format!("(module (memory 300) (data (i32.const {first:6}) \"x\") (data (i32.const {last}) \"y\"))");
        of_module(&text)
    };
    let (near, far) = (module(100_000, 100_004), module(100_000, 200_000));
    assert_eq!(far.cost() - near.cost(), 3 * (100_001 - 5));
    assert_eq!(far.bytes() - near.bytes(), 3 * (100_001 - 5));
    // Past 16 MiB there is none, where so little is written: each segment is written when an instance begins.
    let (in_one, scattered) = (module(8, (16 << 20) + 6), module(8, (16 << 20) + 7));
    assert_eq!(in_one.bytes() - scattered.bytes(), 3 * ((16 << 20) - 1));
    assert_eq!(in_one.cost() + 2 * 105_000 - scattered.cost(), 3 * ((16 << 20) - 1));
}

#[test]
fn what_an_instance_begins_with_is_a_function_too() {
    let module = |segments: &str| {
        let text = format!("(module (table 900 funcref) (func $f) {segments})");
        let wasm = wat::parse_str(text).unwrap();
        let estimate = compile_estimate(&wasm).unwrap();
        (estimate.cost() - 10 * wasm.len() as u64, estimate.bytes() - 4 * wasm.len() as u64)
    };
    let (functions, expressions) = ("$f ".repeat(200), "(ref.func $f) ".repeat(200));
    let laid_out = format!("(elem (i32.const 0) func {functions})");
    let computed = format!("(elem (i32.const 0) funcref {expressions})");
    let passive = format!("(elem func {functions})");
    let (cost, bytes) = module(&laid_out);
    // It takes more memory than the only other function, of one instruction in one block.
    let more = 200 * 12_000 - ((1 << 20) + 800 + 6 * 1_250 / 8 + 1_200 + 4);
    assert_eq!(module(&computed), (cost + 200 * 22_000, bytes + more));
    assert_eq!(module(&passive), (cost + 200 * 22_000, bytes + more));
    let few = "(elem funcref (ref.func $f))";
    let both = |first: &str, second: &str| module(&format!("{first} {second}")).0;
    assert_eq!(both(few, &laid_out), both(&laid_out, few));
    // What comes after expressions cannot be laid out beforehand, and what comes before can.
    assert_eq!(both(&computed, &laid_out) - both(&laid_out, &computed), 200 * 22_000);
    // Data, if it cannot be laid out.
    let data = module(&format!("(memory 1) {}", "(data (i32.const 0) \"x\")".repeat(100)));
    let written = 100 * 30_000 - ((1 << 20) + 800 + 6 * 1_250 / 8 + 1_200 + 4);
    assert_eq!(data.1 - module("").1, 100 * 2_000 + 3 + written);
}

#[test]
fn a_call_out_through_a_type_is_dear_after_a_long_function() {
    let module = |ty: &str, count: usize| {
        let text = format!("(module (type (func)) {ty} (func {}))", "(drop (i32.eqz (i32.const 0)))".repeat(count));
        without_bytes(&text)
    };
    let ty = |count: usize| module("(type (func (param i64 i64) (result i64)))", count) - module("", count);
    // A comparison counts twice, and the last `end`.
    assert_eq!(ty(100) - ty(0), 3 * (4 * 100 + 1) * 11 / 5 - 3 * 11 / 5);
    let items = "(ref.null func) ".repeat(500);
    let started = |ty: &str| module(&format!("{ty} (elem funcref {items})"), 100);
    assert_eq!(started("(type (func (param i64)))") - started(""), 105_000 + (8 * 500) * 11 / 5);
    let data = "(memory 1)".to_owned() + &"(data (i32.const 0) \"\")".repeat(100);
    let started = |ty: &str| module(&format!("{ty} {data}"), 100);
    assert_eq!(started("(type (func (param i64)))") - started(""), 105_000 + (40 * 100) * 11 / 5);
}

#[test]
fn what_arrives_is_put_in_order_with_what_it_may_be_one_with() {
    let estimate = |ways: usize| {
        let way = "(local.set 0 (i64.const 1)) (br_if 0 (i32.const 0))".repeat(ways);
        let text = format!("(module (func (local i64) (block {way}) (drop (local.get 0))))");
        without_bytes(&text)
    };
    // As many different values as ways and one; all but one of those end where the next is set. P, A' and J are squared, too.
    let squares = |ways: u64| {
        let (values, ends) = (ways + 1, ways - 1);
        let meet = 60 * 2 * 2 + 10 * 2 * 2 * values;
        (2_800 * values * (values + ends * 2 / 5) + 7 * ends * ends + meet + 20 * 30 * (ways + 2) * (ways + 2)) / 100
    };
    assert_eq!(estimate(16) + estimate(6) - 2 * estimate(11), squares(16) + squares(6) - 2 * squares(11));
    // No more than are set, or meet, inside.
    let inside = |block: &str| {
        let text = format!(
            "(module (func (local i64) (block {block} (br_table 0 0 0 0 0 (i32.const 0))) (drop (local.get 0))))"
        );
        without_bytes(&text)
    };
    let set = "(local.set 0 (i64.const 1))";
    let meets = |values: u64| 28 * values * values;
    let drop = "(drop (i64.const 1))";
    let twice = |first: &str| inside(&format!("{first} {set}"));
    assert_eq!(twice(set) - twice(drop), meets(3) - meets(2));
    assert_eq!(twice(&format!("(block {set})")) - twice(&format!("(block {drop})")), meets(3) - meets(2));
    // It meets inside: one more place, from two ways, and it is not alive where that block begins. P and A' are squared, too.
    let (branch, more) = ("(br_if 0 (i32.const 0))", (60 * (4 * 4 - 3 * 3) + 10 * (2 * 4 - 2)) / 100);
    let (met, passed) = (inside(&format!("(block {set} {branch})")), inside(&format!("{set} (block {branch})")));
    assert_eq!(met - passed, 300 + 2 * 300 - 100 + more + meets(2 + 3) - meets(2));
}

#[test]
fn operands_that_a_branch_leaves_end_there() {
    let (held, leaves, dropped) = ("(i64.const 1) ".repeat(3), "(br_if 0 (i32.const 0))", "(drop) ".repeat(3));
    let left = estimate(&format!("(block {held} {leaves} {dropped})"));
    let stay = estimate(&format!("{held} (block {leaves}) {dropped}"));
    // Those that stay lie under a block, where it begins and where it ends: O is 22 and not 16 in 11 instructions. N² is less than 30 J².
    let under_a_block = 3 * 500 + 20 * (22 * 22 / 11 - 16 * 16 / 11);
    let others = 20 * 30 * 3 * 3 + 60 + 10 * 2;
    assert_eq!(left - stay + under_a_block, 3 * 1_730 + (others + 7 * 3) / 100 - others / 100);
    // In a table they end for each time that it goes elsewhere: three times, and once.
    let table = |targets: &str| {
        let table = format!("(block (br_table {targets} (i32.const 0)))");
        estimate(&format!("(block (i64.const 1) (i64.const 1) {table} (drop) (drop))"))
    };
    assert_eq!(table("0 1 0 1") - table("0 0 1 1"), 4 * 1_730 + 7 * (6 * 3 - 2) / 100);
}

#[test]
fn what_is_written_over_copies_the_pieces_of_what_is_alive() {
    let (clz, eqz, leaves) =
        ("(drop (i32.clz (i32.const 1)))", "(drop (i32.eqz (i32.const 1)))", "(br_if 0 (i32.const 0))");
    let (computes, ends) = (CONSTANT + 48, CONSTANT + 100 + 1_730);
    let alive = |computed: &str, count: usize, ways: usize| alive(&(computed.repeat(count) + &leaves.repeat(ways)));
    // Each that ends, for each way on which one does; N² is more.
    let pairs = |instructions: u64| {
        let others = 20 * instructions * instructions + 60 + 10 * 3;
        (others + 7 * 2 * 2) / 100 - others / 100
    };
    assert_eq!(alive(clz, 3, 2), 3 * computes + 2 * ends + 20 * 3 * 2 + pairs(20));
    assert_eq!(alive(eqz, 3, 2), 3 * computes + 2 * ends + pairs(20));
    let table = "(block (br_table 0 1 0 (i32.const 0)))";
    assert_eq!(alive(&(clz.to_owned() + table), 1, 0), alive(&(eqz.to_owned() + table), 1, 0) + 20 * 2);
    // In memory: blocks that it lives in, ways on which it ends, and copies.
    let lasting = |local: usize| {
        let set = "(i64.const 1)";
        let between = clz.repeat(3) + &leaves.repeat(2);
        let body = format!("(local.set 0 {set}) {between} (local.set 1 {set}) (drop (local.get {local}))");
        estimates(&format!("(local i64 i64) {body}")).bytes()
    };
    assert_eq!(lasting(0) - lasting(1), 2 * 80 + 2 * 300 + 13 * 3 * 2);
    // Not for ever: there is an end to what it looks through.
    assert_eq!(alive(clz, 201, 2), 201 * computes + 2 * ends + 20 * 200 * 2 + pairs(614));
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
