//! What readers of the compiler found to be dear, and the estimate did not count before (spec clause `LIMIT-4`).

mod bodies;

use runtime::Limits;

use bodies::{
    blocks_left_two_at_a_time, calls_where_nothing_is_alive, comparisons_that_end, copies_past_the_memory,
    holes_that_no_way_leads_to, loops_left_where_they_begin, merges_that_fail, moves_behind_stores,
    named_in_the_innermost_loop, set_far_apart, set_for_every_way, set_in_a_loop, tables_to_and_fro,
    uses_of_what_arrives, written_over_and_left_two_at_a_time, written_over_and_never_one,
    written_over_before_they_end,
};

use super::bodies::{among_locals, different_types};
use super::{Made, TRIVIAL};

/// All of it: refused now, or admitted with its locals in globals (`LIMIT-6`).
pub(super) fn found_in_the_compiler(limits: &Limits) -> Vec<Made> {
    [large_in_some_way(limits), done_again_and_again()].into_iter().flatten().collect()
}

fn large_in_some_way(limits: &Limits) -> Vec<Made> {
    let one = |body: &str| with_memory(&format!("(func {body})"));
    vec![
        Made::defused(
            "uses_of_what_arrives",
            "A parameter used 28,000 times, then carried out of a block 1,200 times as 250 locals: 22 seconds from 93 kilobytes.",
            one(&uses_of_what_arrives(28_000, 250, 1_200)),
        ),
        Made::defused(
            "named_in_the_innermost_loop",
            "Two hundred locals that the innermost of 1,300 loops names, and 5,000 branches out of it: eight seconds from 31 kilobytes.",
            one(&named_in_the_innermost_loop(1_300, 200, 5_000)),
        ),
        Made::defused(
            "moves_behind_stores",
            "Five hundred locals that change places in ten loops, each held over a store, and 900 branches that carry 400: ten seconds.",
            one(&moves_behind_stores(500, 10, 400, 900)),
        ),
        Made::refused(
            "blocks_left_two_at_a_time",
            "Four thousand blocks inside each other, a branch out of two after each: half a gigabyte from 35 kilobytes.",
            one(&blocks_left_two_at_a_time(4_000)),
        ),
        Made::refused(
            "set_for_every_way",
            "Two locals set anew for each of 10,500 ways out of a block: fourteen seconds from 250 kilobytes.",
            format!("(module (memory 1) {} {TRIVIAL})", format!("(func {})", set_for_every_way(2, 10_500)).repeat(2)),
        ),
        Made::defused(
            "written_over_before_they_end",
            "Fifty locals that end on each of 7,000 ways, each written over 196 times before: a gigabyte from 60 kilobytes.",
            one(&written_over_before_they_end(50, 196, 7_000)),
        ),
        Made::refused(
            "calls_out_after_a_long_function",
            "As many types as there may be, and twenty locals held over 55,000 comparisons, of which the compiler keeps a large table: four seconds.",
            with_memory(&format!(
                "{} (func {})",
                different_types(limits.types - 2, 22),
                among_locals(20, &format!("(global.get $g) {} (global.set $g)", "i32.eqz ".repeat(55_000)))
            )),
        ),
        Made::defused(
            "tables_to_and_fro",
            "Twenty locals alive at every other target of nine branch tables: four seconds from 90 kilobytes.",
            one(&tables_to_and_fro(20, 9, 10_000)),
        ),
        Made::defused(
            "set_far_apart",
            "450 locals, a row of comparisons between each and the next, alive over 7,000 branches: half a gigabyte from 50 kilobytes.",
            one(&set_far_apart(449, 32, 7_000)),
        ),
        Made::defused(
            "loops_left_where_they_begin",
            "150 loops in each other, as many values, and 3,600 branches inside: what is alive is found out anew for each loop, two seconds from 27 kilobytes.",
            one(&loops_left_where_they_begin(150, 20, 3_600)),
        ),
        Made::defused(
            "written_over_and_left_two_at_a_time",
            "A value in 1,640 blocks inside each other, written over 16 times before each branch out of two: 250 megabytes from 100 kilobytes.",
            one(&written_over_and_left_two_at_a_time(1_640, 16)),
        ),
        Made::defused(
            "comparisons_that_end",
            "200 locals that are comparisons, alive over 2,000 branches, in each of two functions: what they compare is alive as well, for four seconds.",
            format!(
                "(module (memory 1) {} {TRIVIAL})",
                format!("(func {})", comparisons_that_end(200, 2_000)).repeat(2)
            ),
        ),
    ]
}

/// What the compiler finds out anew for each function, arrival or piece of a life, though it comes to the same.
fn done_again_and_again() -> Vec<Made> {
    vec![
        Made::refused(
            "just_not_crowded",
            "17 locals that a loop sets, and 52 branches back to it, just too little for holes, 1,600 times: three seconds on Pulley.",
            format!("(module {} {TRIVIAL})", format!("(func {})", set_in_a_loop(17, 52)).repeat(1_600)),
        ),
        Made::defused(
            "holes_that_no_way_leads_to",
            "What would be holes in 210 places where values meet is code that the compiler leaves out: six seconds on Pulley from 60 kilobytes.",
            with_memory(&format!("(func {})", holes_that_no_way_leads_to(210, 57))),
        ),
        Made::defused(
            "merges_that_fail",
            "250 locals that a call takes in one register, and a value in 25,000 pieces that another takes in another: each of 600 branches tries to make them one, 21 seconds from 57 kilobytes.",
            format!(
                "(module (global $g (mut i32) (i32.const 0)) (func $six (param i32 i32 i32 i32 i32 i32)) (func {}) {TRIVIAL})",
                merges_that_fail(250, 5, 10_000, 600)
            ),
        ),
        Made::refused(
            "calls_where_nothing_is_alive",
            "200 values that 600 branches leave dead on one way, and eighteen calls there, three times: five seconds on Pulley from 95 kilobytes.",
            with_memory(&format!(
                "(func $none) {}",
                format!("(func {})", calls_where_nothing_is_alive(200, 600, 18)).repeat(3)
            )),
        ),
        Made::defused(
            "written_over_and_never_one",
            "A value written over 190 times, which 9,000 ways make each of 20 locals, which are written over as often: three seconds on x86-64.",
            format!(
                "(module (memory 1) (func $one (result i64) i64.const 1) (func $two (param i64 i64)) {} {TRIVIAL})",
                format!("(func {})", written_over_and_never_one(190, 9_000, 20)).repeat(9)
            ),
        ),
        Made::refused(
            "copies_after_one_large_function",
            "A function of 2,264 copies past the memory, with 128 ways to stop, leaves a table that is cleared for each value in six others if it is compiled before them: over a second on Pulley.",
            format!(
                "(module (memory 1) (global $g (mut i64) (i64.const 0)) (func (result i64 i64 i64) {} {}) {} {TRIVIAL})",
                copies_past_the_memory(32, 566).repeat(4),
                "(global.get $g) ".repeat(3),
                format!("(func {})", copies_past_the_memory(0, 2_264)).repeat(6)
            ),
        ),
        Made::refused(
            "sizes_after_a_larger_function",
            "A function of 28,740 instructions among 28 locals leaves a table that the processor does not keep near; it is cleared 87 times for each `memory.size` and `xor` among 26 locals of two others, two seconds on Pulley.",
            with_memory(&format!(
                "(func {}) {}",
                among_locals(28, &format!("(global.get $g) {} (global.set $g)", "i32.clz ".repeat(28_740))),
                format!(
                    "(func {})",
                    among_locals(
                        26,
                        &format!("(global.get $g) {} (global.set $g)", "memory.size i32.xor ".repeat(9_600))
                    )
                )
                .repeat(2)
            )),
        ),
        Made::refused(
            "comparisons_after_memory_grown",
            "A function grows the memory 1,700 times; it leaves a table that is cleared for each comparison in 280 others, three seconds on Pulley.",
            with_memory(&format!(
                "(func {}) {}",
                among_locals(24, &format!("(global.get $g) {} (global.set $g)", "(memory.grow) ".repeat(1_700))),
                format!(
                    "(func {})",
                    among_locals(26, &format!("(global.get $g) {} (global.set $g)", "i32.eqz ".repeat(1_000)))
                )
                .repeat(280)
            )),
        ),
    ]
}

/// Functions, and what they may use.
fn with_memory(functions: &str) -> String {
    format!("(module (memory 1) (global $g (mut i32) (i32.const 0)) {functions} {TRIVIAL})")
}
