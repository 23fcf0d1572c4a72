//! Where a crowded function has holes, and what they cost.

use crate::Limits;
use crate::admission::admit;

use super::super::holes::Holes;
use super::{estimate, without_bytes};

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
    // After it each `if` counts what it yields and one, until there are 128.
    let ones = "(i64.const 1)".repeat(31);
    let result = "i64 ".repeat(31);
    let wide = format!("(if (result {result}) (i32.const 0) (then {ones}) (else {ones})) {}", "(drop)".repeat(31));
    let ifs =
        |yield_31: usize, yield_none: usize| wide.repeat(yield_31) + &"(if (i32.const 0) (then)) ".repeat(yield_none);
    let instructions = |yield_31: u64, yield_none: u64| (4 + 3 * 31) * yield_31 + 3 * yield_none;
    let after = |then: &str| holes(&thirty_meet(32, then));
    let read = 64 + 60;
    assert_eq!(after(&ifs(3, 31)), Some(vec![64]));
    assert_eq!(after(&ifs(3, 32)), Some(vec![64, read + instructions(3, 32)]));
    // A loop's arrivals count where it begins.
    let (use_all, back) = (format!("{} {}", read_thirty(), set_thirty()), "(br_if 0 (i32.const 0)) ");
    let around = |branches: usize| format!("(loop {use_all} {})", back.repeat(branches));
    assert_eq!(after(&around(3)), Some(vec![64]));
    assert_eq!(after(&around(4)), Some(vec![64, read + 1]));
    // So they come before those of what is in it.
    assert_eq!(after(&format!("(loop {} {use_all} {back})", ifs(2, 2))), Some(vec![64, read + 1 + instructions(2, 2)]));
    // Nothing meets where no branch leads, or is not read, and nothing follows the end of the function.
    let set = set_thirty();
    assert_eq!(after(&format!("{} (block {set}) {}", ifs(3, 4), read_thirty())), Some(vec![64]));
    assert_eq!(after(&format!("{} (block {set} {back})", ifs(3, 4))), Some(vec![64]));
    assert_eq!(after(&format!("{} (loop {set} {back})", ifs(3, 4))), Some(vec![64]));
    assert_eq!(after(&format!("{set} {}", back.repeat(9))), Some(vec![64]));
}

#[test]
fn holes_cost_something() {
    // One more target: a block, named again, at which thirty locals live, 31 arrivals and as many scans, and a byte.
    let target = 1_300 + 600 + 5 * 2 + 10 + 30 * (130 + 210) + 31 * (300 + 42);
    let squares = |targets: u64| (10 * 125 * 125 + 60 * 31 * 31 + 10 * 31 * 31 * (targets + 2)) / 100;
    // Without holes, all that arrives is read over for what is alive at each block.
    let read_over = |targets: u64| 2 * (31 * (targets + 2) * (30 * targets + targets + 2) - 65_536);
    let with = |targets: usize| estimate(&thirty_meet(targets, ""));
    assert_eq!(with(31) - with(30), target + squares(31) - squares(30) + read_over(31) - read_over(30));
    let holes = 15_000 + 900 * 31;
    assert_eq!(with(32) + read_over(31), with(31) + target + squares(32) - squares(31) + holes);
    // Where uses of what arrives count, and only half of that, the pieces between holes do, too.
    let used = |targets: usize| estimate(&thirty_meet(targets, &read_thirty().repeat(40))) - 10 * (targets as u64);
    let (arriving, reads) = (|targets: u64| 31 * (targets + 2), 30 * 41);
    let more = target - 10 + squares(32) - squares(31) + holes;
    let looked_at = arriving(32) * (3 * reads + 15) - arriving(31) * 3 * reads;
    assert!((used(32) + read_over(31) / 2).abs_diff(used(31) + more / 2 + looked_at) <= 1);
}

#[test]
fn a_hole_that_no_way_leads_to_is_none() {
    let unreached = |places: &[usize]| places.iter().copied().collect();
    let between = |arrivals: &[(u64, u64)], places: &[usize]| {
        let holes = Holes::new(arrivals.to_vec(), &unreached(places));
        (holes.places, holes.arriving_between)
    };
    let arrivals = [(10, 100), (20, 28), (30, 100), (40, 28), (50, 300), (60, 150), (70, 120)];
    let places = vec![20, 40, 50, 60];
    assert_eq!(between(&arrivals, &[]), (places.clone(), 0));
    // What arrives at the next hole does not count, and 128 always may.
    assert_eq!(between(&arrivals, &[20, 40]), (places.clone(), 2 * 128 - 128));
    assert_eq!(between(&arrivals, &[50]), (places.clone(), 300 - 128));
    assert_eq!(between(&arrivals, &[30, 60, 70]), (places.clone(), 150 + 120 - 128));
    assert_eq!(between(&arrivals, &[20, 40, 50, 60]), (places, 256 + 450 + 120 - 128));
}

#[test]
fn what_arrives_at_a_hole_that_is_none_is_read_over() {
    let module = |memory: &str, first: &str| {
        let meet = thirty_meet(32, "").replacen("(block", &format!("{first} (block"), 1);
        without_bytes(&format!("(module (memory {memory}) (func {meet}))"))
    };
    // The thirty and the fuel counter, on 34 ways, for all that is alive at each block.
    let read_over = 2 * ((31 * 34 - 128) * (30 * 32 + 34) - 65_536);
    assert_eq!(module("1", "unreachable"), module("1", "nop") + read_over);
    // Nor is one behind an access that no memory can hold.
    let load = |offset: u32| format!("(drop (i64.load offset={offset} (i32.const 0)))");
    assert_eq!(module("1 2", &load(131_065)), module("1 2", &load(131_064)) + read_over);
    assert_eq!(module("1", &load(4_294_967_289)), module("1", &load(4_294_967_288)) + read_over);
    let byte = |offset: u32| format!("(drop (i32.load8_u offset={offset} (i32.const 0)))");
    assert_eq!(module("1 2", &byte(131_072)), module("1 2", &byte(131_071)) + read_over);
    let store = |offset: u32| format!("(i32.store16 offset={offset} (i32.const 0) (i32.const 0))");
    assert_eq!(module("1 2", &store(131_071)), module("1 2", &store(131_070)) + read_over);
}

#[test]
fn what_has_arrived_is_read_over_where_it_is_much() {
    // A local is set where so many branches lead back to; so many operands are held meanwhile.
    let with = |branches: usize, held: usize| {
        let (begin, back) = ("loop (drop (local.get 0)) (local.set 0 (i64.const 1))", "(br_if 0 (i32.const 0)) ");
        let (hold, drop) = ("(i64.const 1) ".repeat(held), "(drop) ".repeat(held));
        estimate(&format!("(local i64) {hold} {begin} {} end {drop}", back.repeat(branches)))
    };
    // What does not grow evenly with the branches: J², A' and O². Where the local is not set again, it ends.
    let squares = |branches: u64, held: u64| {
        let (blocks, operands) = (branches + 5, held * held + held * (2 * branches + 6) + branches + 2);
        let hundredths = 10 * 80 * blocks * blocks + 60 * 2 * 2 + 10 * 2 * 2 * (branches + 1) + 20;
        hundredths / 100 + 8 * (operands * operands / (2 * branches + 7 + 2 * held))
    };
    // The local and the fuel counter arrive, and are read over for all that is alive at each block.
    let read_over = |branches: u64, held: u64| {
        let (arriving, alive) = (2 * (branches + 1), (1 + held) * (branches + 4));
        2 * (arriving * (alive + branches + 5)).saturating_sub(65_536)
    };
    for (branches, held) in [(125, 0), (78, 3)] {
        let read_over = |branches: usize| read_over(branches as u64, held as u64);
        assert!(read_over(branches) == 0 && read_over(branches + 1) > 0);
        let all = |branches: usize| squares(branches as u64, held as u64) + read_over(branches);
        assert_eq!(
            with(branches + 1, held) + with(branches - 1, held) - 2 * with(branches, held),
            all(branches + 1) + all(branches - 1) - 2 * all(branches),
            "{held} held"
        );
    }
}
