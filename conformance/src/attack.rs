//! Attacks whose modules are too large to be read: made here, as the text of a case.
//!
//! Those that a reader can read are files, under `cases/attack/`. Both are run by `tests/attacks.rs`, which holds their memory, and
//! by `examples/attacks.rs`, which prints what they cost (spec clause `ATTACK-1`).

mod bodies;
mod bombs;
mod found;

use std::fmt::Write;

use runtime::Limits;

use bodies::{branch_table, data, locals_that_meet, spilled_locals};
use bombs::bombs;

/// An attack made in code.
#[derive(Debug, Clone)]
pub struct GeneratedAttack {
    /// As a file of it would be named.
    pub name: &'static str,
    /// Text of the case, with its promise.
    pub text: String,
    /// Made to be dear to compile: a host may also refuse it for what it would cost, and this is then the outcome promised.
    pub bomb: bool,
}

/// Every attack made in code, at the default limits or one past them.
#[must_use]
pub fn generated_attacks() -> Vec<GeneratedAttack> {
    let limits = Limits::default();
    [refused(&limits), large(&limits), bombs(&limits)].into_iter().flatten().map(Made::attack).collect()
}

const RETURNS: &str = "[[step]]\ncall = \"attack\"\nexpect = { returned = 0 }";
const REFUSED: &str = "refused = \"limit\"";

/// Text of a case in the making.
struct Made {
    name: &'static str,
    why: &'static str,
    promise: &'static str,
    module: String,
    bomb: bool,
}

impl Made {
    fn new(name: &'static str, why: &'static str, promise: &'static str, module: String) -> Self {
        Self { name, why, promise, module, bomb: false }
    }

    fn bomb(name: &'static str, why: &'static str, promise: &'static str, module: String) -> Self {
        Self { bomb: true, ..Self::new(name, why, promise, module) }
    }

    fn refused(name: &'static str, why: &'static str, module: String) -> Self {
        Self::new(name, why, REFUSED, module)
    }

    /// Dear to compile, but for having its locals in globals.
    fn defused(name: &'static str, why: &'static str, module: String) -> Self {
        Self::bomb(name, why, RETURNS, module)
    }

    fn attack(self) -> GeneratedAttack {
        let Self { name, why, promise, module, bomb } = self;
        let header = format!("why = \"{why}\"\nclauses = [\"ATTACK-1\"]\n{promise}").replace('\n', "\n;;! ");
        GeneratedAttack { name, text: format!(";;! {header}\n{module}\n"), bomb }
    }
}

/// The export that every module here has, when its own work is elsewhere.
const TRIVIAL: &str = "(func (export \"attack\") (result i64) i64.const 0)";

/// One past a limit.
fn refused(limits: &Limits) -> Vec<Made> {
    let times = |count: u32, text: &str| text.repeat(count as usize);
    vec![
        Made::refused(
            "declared_element_items",
            "One item more in a passive element segment than a module may have.",
            format!("(module (func $f) (elem func {}))", times(limits.element_segment_items + 1, "$f ")),
        ),
        Made::refused(
            "declared_element_segments",
            "One element segment more than a module may have.",
            format!("(module (func $f) {})", times(limits.element_segments + 1, "(elem func $f)")),
        ),
        Made::refused(
            "declared_data_segments",
            "One data segment more than a module may have.",
            format!("(module (memory 1) {})", times(limits.data_segments + 1, "(data)")),
        ),
        Made::refused(
            "declared_data_bytes",
            "A data segment as long as a whole module may be.",
            format!("(module (memory 256) {})", data(limits.module_bytes)),
        ),
        Made::refused(
            "locals_past_the_limit",
            "One local more than a function may have.",
            format!("(module (func (local {})))", times(limits.function_locals + 1, "i64 ")),
        ),
        Made::refused(
            "functions_past_the_limit",
            "One function more than a module may have.",
            format!("(module {})", times(limits.functions + 1, "(func)")),
        ),
        Made::refused(
            "function_past_the_limit",
            "One byte more than a function's body may have.",
            // Around the instructions: the number of local declarations and `end`.
            format!("(module (func {}))", times(limits.function_body_bytes - 1, "nop ")),
        ),
        Made::refused(
            "branch_table_past_the_limit",
            "One target more than a branch table may have.",
            format!("(module (func {}))", branch_table(limits.branch_table_targets + 2)),
        ),
        Made::refused(
            "globals_past_the_limit",
            "One global more than a module may have.",
            format!("(module {})", times(limits.globals + 1, "(global i64 (i64.const 0))")),
        ),
    ]
}

/// At a limit: dear to instantiate, called for ever.
fn large(limits: &Limits) -> Vec<Made> {
    let items = |count: u32| "$f ".repeat(count as usize);
    let mut scattered = String::new();
    for segment in 0..limits.data_segments {
        let _ = write!(scattered, "(data (i32.const {}) \"x\")", u64::from(segment) * 16_384);
    }
    vec![
        Made::new(
            "elements_at_the_limit",
            "A passive element segment as long as it may be, needed by every call.",
            RETURNS,
            format!(
                "(module (global (mut i32) (i32.const 0)) (func $f) (elem func {}) {TRIVIAL})",
                items(limits.element_segment_items)
            ),
        ),
        Made::new(
            "tables_filled",
            "A table as large as it may be, filled at every call.",
            RETURNS,
            format!(
                "(module (global (mut i32) (i32.const 0)) (func $f) (table {0} funcref) (elem (i32.const 0) func {1}) {TRIVIAL})",
                limits.table_elements,
                items(limits.element_segment_items),
            ),
        ),
        Made::new(
            "globals_at_the_limit",
            "As many globals as a module may have, new at every call.",
            RETURNS,
            format!("(module {} {TRIVIAL})", "(global (mut i64) (i64.const 1))".repeat(limits.globals as usize)),
        ),
        Made::new(
            "spilled_locals_at_the_limit",
            "Three functions with as many locals as there may be, of each type, in globals that are new at every call (LIMIT-6).",
            RETURNS,
            format!(
                "(module (global (mut i32) (i32.const 0)) {} {TRIVIAL})",
                ["i32", "i64", "funcref"]
                    .map(|ty| format!("(func {})", spilled_locals(limits.function_locals, ty)))
                    .concat()
            ),
        ),
        Made::new(
            "data_at_the_limit",
            "Almost a whole module of data, written to memory at every call.",
            RETURNS,
            format!("(module (memory 256) {} {TRIVIAL})", data(limits.module_bytes - 1_000)),
        ),
        Made::new(
            "data_scattered",
            "As many data segments as a module may have, each in a page of its own.",
            RETURNS,
            format!("(module (memory 256) {scattered} {TRIVIAL})"),
        ),
        Made::new(
            "locals_in_a_loop",
            "A small function of a thousand locals that meet at a loop: all are set to zero, and no instruction says so.",
            "[[step]]\nfuel = 200_000\ncall = \"attack\"\nexpect = { trap = \"out-of-fuel\" }",
            format!(
                "(module (func (export \"attack\") (result i64) (loop $again (call $f (i32.const 0)) (br $again)) unreachable) \
                 (func $f (param $cold i32) {}))",
                locals_that_meet(limits.function_locals),
            ),
        ),
    ]
}
