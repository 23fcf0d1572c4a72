//! Text of the functions that were found.

use std::fmt::Write;
use std::ops::Range;

use super::super::bodies::{declared, read, stored};

/// A parameter that is used so often, and then carried out of a block as the value of so many locals.
pub(super) fn uses_of_what_arrives(uses: usize, locals: u32, branches: usize) -> String {
    let mut text = format!("(param i32) (result i32) (local i32 i32 {})", "i32 ".repeat(locals as usize));
    text.push_str("(local.set 1 (global.get $g)) (local.set 2 (global.get $g)) (local.get 1)");
    text.push_str(&"(i32.add (local.get 0))".repeat(uses));
    let _ = write!(text, "(global.set $g) {}", carried_out_of_a_block(3..3 + locals, "(local.get 2)", branches));
    text.extend((3..3 + locals).map(|local| format!("(if (local.get 2) (then (return (local.get {local}))))")));
    text.push_str("(local.get 1)");
    text
}

/// Locals set again and again, and each time carried out of one block.
pub(super) fn set_for_every_way(locals: u32, ways: usize) -> String {
    let used = |local: u32| format!("(drop (i32.div_u (local.get {local}) (memory.size)))");
    let mut way: String = (0..locals).map(set_to_memory_size).collect();
    way.push_str("(br_if 0 (memory.size))");
    let mut text = format!("(local {}) (block {})", "i32 ".repeat(locals as usize), way.repeat(ways));
    text.extend((0..locals).map(used));
    text
}

/// Locals that end on each of so many ways, and instructions that write over each before.
pub(super) fn written_over_before_they_end(locals: u32, instructions: usize, ways: usize) -> String {
    let written_over = |local: u32| {
        let instructions = "(i32.sub (i32.const 3))".repeat(instructions);
        format!("(local.get {local}) {instructions} (global.set $g)")
    };
    let mut text = format!("(local {})", "i32 ".repeat(locals as usize));
    text.extend((0..locals).map(set_to_memory_size));
    text.push_str("(block (block (br_if 0 (memory.size))");
    text.extend((0..locals).map(written_over));
    text.push_str("(br 1))");
    text.push_str(&"(br_if 0 (memory.size))".repeat(ways));
    text.extend((0..locals).map(put_in_global));
    text.push(')');
    text
}

/// Locals that are alive where every other target of so many branch tables leads.
pub(super) fn tables_to_and_fro(locals: u32, tables: usize, targets: usize) -> String {
    let mut text = format!("(local {})", "i32 ".repeat(locals as usize));
    text.extend((0..locals).map(set_to_memory_size));
    let table = format!("(block (br_table {}(memory.size)))", "0 1 ".repeat(targets / 2));
    let _ = write!(text, "(block {}", table.repeat(tables));
    text.extend((0..locals).map(put_in_global));
    text.push(')');
    text
}

/// Locals, each set after so many comparisons, that live over so many branches.
pub(super) fn set_far_apart(locals: u32, comparisons: usize, branches: usize) -> String {
    let compared = format!("(memory.size) {} (global.set $g)", "i32.eqz ".repeat(comparisons));
    let set = |local: u32| format!("(local.set {local} (i64.load (i32.const 0))) {compared}");
    let mut text = declared(locals);
    text.extend((0..locals).map(set));
    let _ = write!(text, "(block {})", "(br_if 0 (memory.size))".repeat(branches));
    text.extend((0..locals).map(stored));
    text
}

/// Locals that are named in the innermost of so many loops, and branches out of all.
pub(super) fn named_in_the_innermost_loop(loops: usize, locals: u32, branches: usize) -> String {
    let mut text = format!("(local {})", "i32 ".repeat(locals as usize));
    text.extend((0..locals).map(|local| format!("(local.set {local} (global.get $g))")));
    let _ = write!(text, "block {}", "loop ".repeat(loops));
    text.extend((0..locals).map(read));
    text.push_str(&format!("(br_if {loops} (local.get 0))").repeat(branches));
    text.push_str(&"end ".repeat(loops + 1));
    text.extend((0..locals).map(put_in_global));
    text
}

/// Locals that change places in loops in a row, each value held over a store; and branches that carry others.
pub(super) fn moves_behind_stores(locals: u32, loops: usize, carried: u32, branches: usize) -> String {
    let held = |from: u32, to: u32| format!("(local.get {from}) (global.set $g (i32.const 0)) (local.set {to})");
    let others = 2 + locals;
    let (from, last) = (2, locals + 1);
    let mut text = format!("(local i32 i32 {})", "i32 ".repeat((locals + carried) as usize));
    text.push_str("(local.set 0 (global.get $g)) (local.set 1 (global.get $g))");
    for _ in 0..loops {
        text.extend((from..=last).map(|local| format!("(local.set {local} (local.get 0))")));
        text.push_str("(loop ");
        text.extend((from..last).map(|local| held(local + 1, local)));
        let _ = write!(text, "{} (br_if 0 (local.get 0))) (local.set 1 (local.get {from}))", held(1, last));
    }
    text.push_str(&carried_out_of_a_block(others..others + carried, "(local.get 0)", branches));
    text.extend((others..others + carried).map(|local| format!("(global.set $g (local.get {local}))")));
    text
}

/// The first two locals, each as the value of all of these: one on one way, the other on so many.
fn carried_out_of_a_block(locals: Range<u32>, condition: &str, branches: usize) -> String {
    let all = |value: u32| {
        let set = locals.clone().map(|local| format!("(local.set {local} (local.get {value}))"));
        set.collect::<String>()
    };
    let leave = format!("(br_if 0 {condition})");
    format!("(block {} {leave} {} {})", all(1), all(0), leave.repeat(branches))
}

/// Blocks inside each other; where one ends, a branch leads out of the next two.
pub(super) fn blocks_left_two_at_a_time(count: usize) -> String {
    let end = "end (br_if 1 (global.get $g)) ";
    format!("{} {} end end", "block ".repeat(count), end.repeat(count - 2))
}

/// The same, with a value that is written over before each branch, and set anew before every other one.
pub(super) fn written_over_and_left_two_at_a_time(blocks: usize, times: usize) -> String {
    let written_over = format!("local.get 0 {} local.set 0 ", "i32.const 1 i32.xor ".repeat(times));
    let two = format!(
        "{written_over} (br_if 1 (local.get 1)) end {written_over} (local.set 0 (global.get $g)) (br_if 1 (local.get 1)) end "
    );
    let all = two.repeat(blocks / 2);
    format!("(local i32 i32) block {} {all} end (global.set $g (local.get 0))", "block ".repeat(blocks))
}

/// Locals that are comparisons, and end on each of so many branches; then each is used, as a number and as a condition.
pub(super) fn comparisons_that_end(locals: u32, branches: usize) -> String {
    let loaded = "(i64.load (i32.const 0))";
    let set = (0..locals).map(|local| format!("(local.set {local} (i64.lt_s {loaded} {loaded}))"));
    let used =
        (0..locals).map(|local| format!("(i32.store (i32.const 0) (local.get {local})) (br_if 0 (local.get {local}))"));
    let mut text = format!("(local {})", "i32 ".repeat(locals as usize));
    text.extend(set);
    let _ = write!(text, "(block {}", "(br_if 0 (i32.load (i32.const 0)))".repeat(branches));
    text.extend(used);
    text + ")"
}

/// Locals that a loop reads and sets, and so many branches back to it.
pub(super) fn set_in_a_loop(locals: u32, branches: usize) -> String {
    let mut text = format!("(param i32) (local {}) (loop ", "i32 ".repeat(locals as usize));
    text.extend((1..=locals).map(read));
    text.extend((1..=locals).map(|local| format!("(local.set {local} (i32.clz (local.get 0)))")));
    text + &"(br_if 0 (local.get 0))".repeat(branches) + ")"
}

/// So many places where six locals meet, then one where twenty do, which live over all branches that follow. At each place 126 values arrive; in
/// front of it, where no way leads, two more do.
pub(super) fn holes_that_no_way_leads_to(places: usize, more: usize) -> String {
    let place = |locals: u32, branches: usize| {
        let set: String = (1..=locals).map(set_to_one).collect();
        format!("block {set} {} {set} br 0 block br 0 end end ", "(br_if 0 (local.get 0))".repeat(branches))
    };
    let read: String = (1..=6).map(read).collect();
    let first = place(6, 16).replace("block br 0 end", "") + &read;
    let all = (place(6, 16) + &read).repeat(places - 1) + &place(20, 4) + &place(0, 124).repeat(more);
    format!("(local {}) {first} {all} {}", "i32 ".repeat(21), (1..=20).map(put_in_global).collect::<String>())
}

/// Locals far apart, and as many loops inside each other, each left where it begins if one of them says so. Inside all of them are branches.
pub(super) fn loops_left_where_they_begin(loops: u32, between: usize, branches: usize) -> String {
    let far_apart = format!("(i64.load {} (i32.const 0) {})", "(i32.load ".repeat(between), ")".repeat(between));
    let set = (1..=loops).map(|local| format!("(local.set {local} {far_apart})"));
    let begin = (1..=loops).map(|local| format!("loop (br_if 1 (i32.wrap_i64 (local.get {local})))"));
    let inside = format!("(block {})", "(br_if 0 (local.get 0))".repeat(50)).repeat(branches / 50);
    let used = (1..=loops).map(stored);
    let mut text = format!("(local i32 {})", "i64 ".repeat(loops as usize));
    text.extend(set);
    text.push_str("block ");
    text.extend(begin);
    let _ = write!(text, "{inside} br 0 {} end ", "end ".repeat(loops as usize));
    text.extend(used);
    text
}

/// Values that a call takes as its third argument, and one that another takes as its fourth, and which lives in pieces, one for every other target
/// of so many branch tables: the last may be each of the first where a loop begins, on so many ways.
pub(super) fn merges_that_fail(locals: u32, tables: usize, targets: usize, branches: usize) -> String {
    let call = |at: usize, local: u32| {
        let mut arguments = vec!["(i32.const 1)".to_owned(); 6];
        arguments[at] = format!("(local.get {local})");
        format!("(call $six {})", arguments.concat())
    };
    let table = format!("(block (br_table {}(i32.const 0)))", "0 2 ".repeat(targets / 2));
    let mut text = format!("(param i32) (local i32 {}) (block (loop ", "i32 ".repeat(locals as usize));
    text.extend((2..2 + locals).map(|local| call(2, local)));
    let _ = write!(text, "(local.set 1 (global.get $g)) {}", table.repeat(tables));
    let _ = write!(text, "(if (local.get 0) (then {} return))", call(3, 1));
    text.extend((2..2 + locals).map(|local| format!("(local.set {local} (local.get 1))")));
    text + &"(br_if 0 (i32.const 0))".repeat(branches) + "))"
}

/// Locals that are alive on one way of each of so many branches; on the other, which leaves the function, are so many calls. The first locals are
/// used more often than the last.
pub(super) fn calls_where_nothing_is_alive(locals: u32, branches: u32, calls: usize) -> String {
    let calls = "(call $none)".repeat(calls);
    let hole = |branch: u32| format!("(block (br_if 0 (local.get {})) {calls} return)", branch % locals);
    let used = |local: u32| format!("(local.get {local}) i32.add ").repeat((12 - 12 * local / locals) as usize);
    let mut text = format!("(local {})", "i32 ".repeat(locals as usize));
    text.extend((0..locals).map(|local| format!("(local.set {local} (global.get $g))")));
    text.extend((0..branches).map(hole));
    let _ = write!(text, "(i32.const 0) {} (global.set $g)", (0..locals).map(used).collect::<String>());
    text
}

/// What a call yields is written over so often, and becomes each of so many locals on each of so many ways; where they meet, each is written over as
/// often, and passed to a call in another register.
pub(super) fn written_over_and_never_one(times: usize, ways: usize, locals: u32) -> String {
    let written_over = "(i64.const 5) i64.xor ".repeat(times);
    let set_all = |value: &str| {
        let set: Vec<String> = (1..=locals).map(|local| format!("(local.set {local} {value})")).collect();
        set.concat()
    };
    let passed = |local: u32| format!("(i64.const 0) (local.get {local}) {written_over} (call $two)");
    let mut text = format!("(local {}) (call $one) {written_over} (local.set 0)", "i64 ".repeat(locals as usize + 1));
    let leave = format!("(block (br_table {} 0 (i32.const 1)))", "1 ".repeat(ways));
    let _ = write!(text, "(block {} {leave} {})", set_all("(local.get 0)"), set_all("(i64.load (i32.const 0))"));
    text.extend((1..=locals).map(passed));
    text
}

/// So many ways to stop, and then so many copies within the largest memory there may be, but not within the one there is.
pub(super) fn copies_past_the_memory(stops: usize, copies: usize) -> String {
    let stop = "(if (i32.wrap_i64 (global.get $g)) (then unreachable))".repeat(stops);
    let copy = "(i64.store offset=33554440 (i32.const 0) (i64.load offset=33554432 (i32.const 0)))".repeat(copies);
    stop + &copy
}

fn set_to_memory_size(local: u32) -> String {
    format!("(local.set {local} (memory.size))")
}

fn set_to_one(local: u32) -> String {
    format!("(local.set {local} (i32.const 1))")
}

fn put_in_global(local: u32) -> String {
    format!("(global.set $g (local.get {local}))")
}
