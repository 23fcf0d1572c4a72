//! Text of functions and other parts, as large as wanted.

use std::fmt::Write;

/// A branch table; the last of its targets is the default.
pub(super) fn branch_table(targets: u32) -> String {
    format!("(block $out (br_table {} (i32.const 0)))", "$out ".repeat(targets as usize))
}

/// An active data segment.
pub(super) fn data(bytes: u64) -> String {
    format!("(data (i32.const 0) \"{}\")", "x".repeat(usize::try_from(bytes).unwrap_or(usize::MAX)))
}

pub(super) fn loops_inside_each_other(locals: u32, depth: u32) -> String {
    let mut text = declared(locals);
    text.push_str(&"loop ".repeat(depth as usize));
    for local in 0..locals {
        text.push_str(&add_one(local));
    }
    text.push_str(&"i32.const 0 br_if 0 end ".repeat(depth as usize));
    text
}

pub(super) fn ifs_inside_each_other(locals: u32, depth: u32) -> String {
    let mut text = declared(locals);
    text.push_str(&"(if (i32.load (i32.const 0)) (then ".repeat(depth as usize));
    text.extend((0..locals).map(add_one));
    text.push_str(&"))".repeat(depth as usize));
    text.extend((0..locals).map(stored));
    text
}

pub(super) fn branches_out_of_ifs(locals: u32, depth: u32, branches: u32) -> String {
    let mut text = declared(locals);
    text.push_str(&"(i32.load (i32.const 0)) if ".repeat(depth as usize));
    text.extend((0..locals).map(|local| format!("(local.set {local} (i64.load (i32.const {})))", 8 * local)));
    text.extend(
        (0..branches)
            .map(|branch| format!("(br_if {} (i32.wrap_i64 (local.get {})))", branch % depth, branch % locals)),
    );
    text.extend(
        (0..depth)
            .map(|level| format!("else (local.set {} (local.get {})) end ", level % locals, (level + 7) % locals)),
    );
    text.extend((0..locals).map(stored));
    text
}

/// Blocks in a row, each sets one local.
pub(super) fn in_a_row(count: u32, locals: u32, opening: &str, closing: &str) -> String {
    (0..count).flat_map(|round| [opening.to_owned(), add_one(round % locals), format!("{closing} end ")]).collect()
}

pub(super) fn locals_in_rotation(locals: u32, depth: u32) -> String {
    let mut text = format!("(local {}) (local.set 0 (i64.const 1)) ", "i64 ".repeat(locals as usize));
    text.push_str(&"loop ".repeat(depth as usize));
    text.extend((0..locals).map(|local| format!("local.get {} ", (local + 1) % locals)));
    text.extend((0..locals).rev().map(|local| format!("local.set {local} ")));
    text.push_str(&"i32.const 0 br_if 0 end ".repeat(depth as usize));
    text
}

pub(super) fn branch_table_of_many_values(targets: u32, places: u32, locals: u32) -> String {
    let mut text = format!("(local {}) {}", "i64 ".repeat(locals as usize), "block ".repeat(places as usize));
    text.push_str("i32.const 0 br_table ");
    text.extend((0..targets).map(|target| format!("{} ", target % places)));
    text.extend((0..places).map(|place| format!("end {} ", add_one(place % locals))));
    text
}

pub(super) fn sums_needed_in_every_branch(count: usize) -> String {
    format!("(param i64 i64) {} {}", sums(count), branches_that_store(count))
}

pub(super) fn rotations_in_a_row(count: u32) -> String {
    let mut text = "(local i64) (local.set 0 (i64.load (i32.const 0))) ".to_owned();
    text.extend((0..count).map(|rotation| {
        let by = if rotation % 2 == 0 { 7 } else { 64 * rotation - 7 };
        format!("(local.set 0 (i64.rotr (local.get 0) (i64.const {by}))) ")
    }));
    text
}

pub(super) fn sums_carried_unchanged(count: usize) -> String {
    let block = "(block (local.set 0 (local.get 0)) (br_if 0 (i32.load (i32.const 0))))";
    format!("(param i64 i64) {} {block} {}", sums(count), branches_that_store(count))
}

pub(super) fn sums_hidden_by_a_global(sums: usize, branches: usize) -> String {
    let mut text = format!("(param i64 i64) (result i64) (local {}) (block ", "i64 ".repeat(sums));
    for sum in 2..sums + 2 {
        let _ =
            write!(text, "(global.set $g (i64.add (local.get 0) (i64.const {sum}))) (local.set {sum} (global.get $g))");
    }
    text.push_str(&"(br_if 0 (i32.load (i32.const 0)))".repeat(branches));
    text.extend((2..sums + 2).map(|sum| format!("(local.set {sum} (local.get 1))")));
    text.push_str(") (local.get 1)");
    text.extend((2..sums + 2).map(|sum| format!("(local.get {sum}) i64.xor ")));
    text
}

pub(super) fn remainders_needed_in_every_arm(count: usize, arms: usize) -> String {
    let mut text = "(param i64 i64) ".to_owned();
    text.extend(
        (0..count).map(|remainder| {
            format!("(local.set 0 (i64.rem_u (local.get 0) (i64.const {})))", 1_000_003 + 2 * remainder)
        }),
    );
    format!("{text} {}", branches_that_store(arms))
}

pub(super) fn locals_that_pass_over_loops(locals: u32, ifs: u32, loops: usize) -> String {
    let condition = "(i32.load (i32.const 0))";
    let mut text = declared(locals);
    for round in 0..ifs {
        let set = (0..32).map(|set| format!("(local.set {} (global.get $g))", (7 * round + set) % locals));
        let _ = write!(text, "(if {condition} (then {}))", set.collect::<String>());
    }
    text.push_str(&"loop ".repeat(loops));
    text.push_str(&format!("(br_if 0 {condition}) end ").repeat(loops));
    text.extend((0..locals).map(stored));
    text
}

/// Locals that are set, then what is to be among them, then each of them used.
pub(super) fn among_locals(locals: u32, text: &str) -> String {
    let set = (0..locals).map(|local| format!("(local.set {local} (i64.load (i32.const 0)))"));
    let used = (0..locals).map(stored);
    format!("{} {} {text} {}", declared(locals), set.collect::<String>(), used.collect::<String>())
}

fn sums(count: usize) -> String {
    let sum = "(local.set 0 (i64.mul (local.get 0) (local.get 1))) (local.set 0 (i64.xor (local.get 0) (local.get 1)))";
    sum.repeat(count / 2)
}

fn branches_that_store(count: usize) -> String {
    "(if (i32.load (i32.const 0)) (then (i64.store (i32.const 0) (local.get 0))))".repeat(count)
}

/// Each with ten parameters, and so many more that are results as well.
pub(super) fn different_types(count: u32, more: usize) -> String {
    let parameter = |bit: bool| if bit { "i32" } else { "i64" };
    let ten = |number: u32| (0..10).map(|bit| parameter(number >> bit & 1 == 1)).collect::<Vec<_>>().join(" ");
    let more = " i64".repeat(more);
    (0..count).fold(String::new(), |mut text, number| {
        let _ = write!(text, "(type (func (param {}{more}) (result{more})))", ten(number));
        text
    })
}

/// A body in which every local may have two values where it meets a loop, and has only one.
pub(super) fn locals_that_meet(locals: u32) -> String {
    let mut text = format!("(local {}) (loop $l (if (local.get $cold) (then ", "i64 ".repeat(locals as usize));
    for local in 1..=locals {
        let _ = write!(text, "(local.set {local} (i64.add (local.get {local}) (i64.const {local})))");
    }
    text.push_str("(br $l))))");
    text
}

pub(super) fn declared(locals: u32) -> String {
    format!("(local {}) ", "i64 ".repeat(locals as usize))
}

fn add_one(local: u32) -> String {
    format!("(local.set {local} (i64.add (local.get {local}) (i64.const 1)))")
}

pub(super) fn stored(local: u32) -> String {
    format!("(i64.store (i32.const 0) (local.get {local}))")
}

pub(super) fn read(local: u32) -> String {
    format!("(drop (local.get {local}))")
}

/// So many locals, all of a type and all used, and blocks enough for a thousand of them to be in globals.
pub(super) fn spilled_locals(locals: u32, ty: &str) -> String {
    let used: Vec<String> = (0..locals).map(read).collect();
    format!("(local {}) {} {}", format!("{ty} ").repeat(locals as usize), used.concat(), "(block)".repeat(8))
}
