//! Modules that are dear to compile: each is refused for its estimate, or compiled within it (spec clause `LIMIT-4`).

use std::fmt::Write;

use runtime::Limits;

use super::bodies::{
    among_locals, branch_table, branch_table_of_many_values, branches_out_of_ifs, different_types,
    ifs_inside_each_other, in_a_row, locals_in_rotation, locals_that_pass_over_loops, loops_inside_each_other,
    remainders_needed_in_every_arm, rotations_in_a_row, sums_carried_unchanged, sums_hidden_by_a_global,
    sums_needed_in_every_branch,
};
use super::found::found_in_the_compiler;
use super::{Made, RETURNS, TRIVIAL};

/// Everything made to be dear to compile.
pub(super) fn bombs(limits: &Limits) -> Vec<Made> {
    [admitted(limits), dear_to_optimise(), by_the_estimate(limits), found_in_the_compiler(limits)]
        .into_iter()
        .flatten()
        .collect()
}

/// By the limits alone, where nothing else refuses it.
fn admitted(limits: &Limits) -> Vec<Made> {
    let body = limits.function_body_bytes as usize;
    let attack = |body: &str| format!("(func (export \"attack\") (result i64) {body} i64.const 0)");
    let module = |body: &str| format!("(module {})", attack(body));
    let with_memory = |body: &str| format!("(module (memory 1) {})", attack(body));
    vec![
        Made::bomb(
            "functions_at_the_limit",
            "As many functions as a module may have.",
            RETURNS,
            format!(
                "(module {} {TRIVIAL})",
                "(func (param i64) (result i64) local.get 0)".repeat(limits.functions as usize - 1)
            ),
        ),
        Made::bomb(
            "function_at_the_limit",
            "A function as long as it may be, all of it divisions: heavier than the whole stack, too.",
            "[[step]]\ncall = \"attack\"\nexpect = { trap = \"stack-exhausted\" }",
            module(&format!(
                "(local $x i64) (if (i32.const 0) (then {}))",
                "(local.set $x (i64.div_s (local.get $x) (local.get $x)))".repeat((body - 100) / 7)
            )),
        ),
        Made::bomb(
            "branch_table",
            "A branch table as long as it may be.",
            RETURNS,
            module(&branch_table(limits.branch_table_targets + 1)),
        ),
        Made::bomb(
            "blocks_inside_each_other",
            "Blocks as deep as a function has room for.",
            RETURNS,
            module(&format!("{} {}", "block ".repeat(body / 3 - 100), "end ".repeat(body / 3 - 100))),
        ),
        Made::bomb(
            "locals_and_loops_inside_each_other",
            "A hundred locals that fifty loops, one inside the other, carry along.",
            RETURNS,
            module(&loops_inside_each_other(100, 50)),
        ),
        Made::bomb(
            "ifs_inside_each_other",
            "64 locals that 190 ifs, one inside the other, may set: what meets is merged pairwise.",
            RETURNS,
            with_memory(&ifs_inside_each_other(64, 190)),
        ),
        Made::bomb(
            "branches_out_of_many_ifs",
            "What 3,000 branches carry out of 64 ifs: without holes the register allocator reads it all over at every block, for seconds.",
            RETURNS,
            with_memory(&branches_out_of_ifs(12, 64, 3_000)),
        ),
        Made::bomb(
            "types_at_the_limit",
            "As many types as a module may have, none like another.",
            RETURNS,
            format!("(module {} {TRIVIAL})", different_types(limits.types - 1, 0)),
        ),
        Made::bomb(
            "null_elements_at_the_limit",
            "As many items as element segments may have, each an expression.",
            RETURNS,
            format!(
                "(module (elem funcref {}) {TRIVIAL})",
                "(ref.null func) ".repeat(limits.element_segment_items as usize)
            ),
        ),
        Made::bomb(
            "locals_and_loops_in_a_row",
            "A hundred locals that 500 loops in a row carry along.",
            RETURNS,
            module(&format!(
                "(local {}) {}",
                "i64 ".repeat(100),
                (0..500).fold(String::new(), |mut text, round| {
                    let _ = write!(
                        text,
                        "(loop $l (local.set {0} (i64.add (local.get {0}) (i64.const 1))) (br_if $l (i32.const 0)))",
                        round % 100
                    );
                    text
                })
            )),
        ),
    ]
}

/// Dear to optimise, and so compiled without (`LIMIT-4`); and what was found to be dear without.
fn dear_to_optimise() -> Vec<Made> {
    let module =
        |body: String| format!("(module (memory 1) (global $g (mut i64) (i64.const 0)) (func {body}) {TRIVIAL})");
    let returns = |name, why, body| Made::bomb(name, why, RETURNS, module(body));
    let leave = "(br_if 0 (i32.load (i32.const 0)))".repeat(400);
    vec![
        returns(
            "sums_needed_in_every_branch",
            "Six hundred sums, needed in each of six hundred branches and written there again: a gigabyte from ten kilobytes.",
            sums_needed_in_every_branch(600),
        ),
        returns(
            "sums_carried_unchanged",
            "The same sums, carried out of a block by two ways that bring the same: where they meet the compiler makes nothing of it.",
            sums_carried_unchanged(600),
        ),
        returns(
            "sums_hidden_by_a_global",
            "Five hundred sums that only the optimiser sees through a global, written again for each of 250 branches: three seconds each function.",
            sums_hidden_by_a_global(500, 250),
        ),
        returns(
            "remainders_needed_in_every_arm",
            "Each of 150 remainders by a constant becomes ten instructions in each of 400 arms: 436 megabytes from six kilobytes.",
            remainders_needed_in_every_arm(150, 400),
        ),
        returns(
            "rotations_in_a_row",
            "A value rotated twelve thousand times, each time by another constant: the optimiser tries to make one of each and those before.",
            rotations_in_a_row(12_000),
        ),
        returns(
            "locals_that_pass_over_loops",
            "Eighty locals that only ifs set, and 512 loops inside each other that use none of them: what they are is looked for through all.",
            locals_that_pass_over_loops(80, 16, 512),
        ),
        returns(
            "branches_that_leave_locals",
            "Four hundred branches, after each of which nine hundred locals are dead where it leads and alive where it does not.",
            among_locals(900, &leave),
        ),
    ]
}

/// Dear to compile, within every limit on size and number: refused for the estimate (`LIMIT-4`), or admitted with its locals in globals (`LIMIT-6`).
fn by_the_estimate(limits: &Limits) -> Vec<Made> {
    let module =
        |functions: usize, body: &str| format!("(module {} {TRIVIAL})", format!("(func {body})").repeat(functions));
    let far_load = "(drop (i32.load offset=33554432 (i32.const 0)))";
    let grown = "(drop (memory.grow (i32.load (i32.const 0))))";
    let division = "(local.set 0 (i64.div_s (local.get 0) (local.get 0)))";
    let body = limits.function_body_bytes as usize;
    vec![
        Made::defused(
            "a_hundred_loops_over_a_thousand_locals",
            "A thousand locals that a hundred loops, one inside the other, carry along: half a minute of compiling.",
            module(1, &loops_inside_each_other(1_000, 100)),
        ),
        Made::defused(
            "a_thousand_loops_over_a_thousand_locals",
            "A thousand locals and a thousand loops, one inside the other, in 17 kilobytes.",
            module(1, &loops_inside_each_other(1_000, 1_000)),
        ),
        Made::refused(
            "ten_thousand_loops",
            "Loops inside each other, almost nothing in them: the compiler's work grows with the cube.",
            module(1, &loops_inside_each_other(1, 10_000)),
        ),
        Made::refused(
            "loops_in_a_row",
            "A thousand locals carried along by eight thousand loops in a row.",
            module(
                1,
                &format!(
                    "(local {}) {}",
                    "i64 ".repeat(1_000),
                    in_a_row(8_000, 1_000, "loop", "(br_if 0 (i32.const 0))")
                ),
            ),
        ),
        Made::refused(
            "ifs_in_a_row",
            "Two hundred locals, each of ten thousand ifs sets one.",
            module(1, &format!("(local {}) {}", "i64 ".repeat(200), in_a_row(10_000, 200, "i32.const 0 if", ""))),
        ),
        Made::refused(
            "locals_in_rotation",
            "A thousand locals that change places in twenty loops, one inside the other: the compiler finds out step by step.",
            module(1, &locals_in_rotation(1_000, 20)),
        ),
        Made::defused(
            "branch_table_of_many_values",
            "Nine thousand targets, a thousand places they lead to, a hundred locals that meet in each.",
            module(1, &branch_table_of_many_values(9_000, 1_000, 100)),
        ),
        Made::refused(
            "accesses_past_the_memory",
            "Twelve thousand loads that are checked by code of their own, a thousand locals alive meanwhile.",
            format!("(module (memory 1) (func {}) {TRIVIAL})", among_locals(1_000, &far_load.repeat(12_000))),
        ),
        Made::refused(
            "memory_grown_among_locals",
            "Six thousand times, a thousand locals alive meanwhile: 600 megabytes from 30 kilobytes.",
            format!("(module (memory 1) (func {}) {TRIVIAL})", among_locals(1_000, &grown.repeat(6_000))),
        ),
        Made::refused(
            "divisions_in_every_function",
            "As many divisions as a module has room for.",
            module(8, &format!("(local i64) {}", division.repeat((body - 1_000) / 7))),
        ),
    ]
}
