//! Where a crowded function has holes, and what they cost.

use crate::Limits;
use crate::admission::admit;

use super::estimate;

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
    let target = 1_200 + 5 * 2 + 10 + 30 * (160 + 210) + 31 * (300 + 42);
    let squares = |targets: u64| (20 * 30 * 4 + 60 * 31 * 31 + 10 * 31 * 31 * (targets + 2)) / 100;
    let with = |targets: usize| estimate(&thirty_meet(targets, ""));
    assert_eq!(with(31) - with(30), target + squares(31) - squares(30));
    assert_eq!(with(32) - with(31), target + squares(32) - squares(31) + 15_000 + 900 * 31);
}
