//! What the optimiser may make of a function at most, whatever its rules do.
//!
//! It writes a value that only computes again in each block that needs it, and what is the same on all ways to a block is one value to it,
//! however the code hides that. So nothing is counted here but what cannot be hidden: how many such values may be known at each block.

use wasmparser::Operator;

use super::function::{FunctionCost, sum};
use super::operators::{computes, is_constant, is_division, only_computes};

/// Instructions that only compute which the optimiser makes of a division by a constant.
const OF_A_DIVISION: u64 = 10;

/// What the optimiser may make of a module at most, beyond what its functions take without.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Optimised {
    summed: u64,
    /// Bytes for the one function that takes most.
    pub bytes: u64,
    /// Instructions of all functions, and what may be written again.
    written: u64,
    /// The most that may be of one function.
    pub most_again: u64,
}

impl Optimised {
    pub(super) fn function(&mut self, function: &FunctionCost) {
        if !function.may_be_optimised() {
            self.summed = u64::MAX;
        }
        let WrittenAgain { pure, again, nesting, fuel_points, .. } = *function.written_again();
        let written = function.instructions().saturating_add(again);
        let regions = function.stored_regions();
        let terms = [
            (50_000, pure, 1),
            (25_000, fuel_points, 1),
            (6_000, again, 1),
            (15, nesting, 1),
            (3, regions.saturating_mul(regions), function.blocks()),
            (6, regions, function.instructions()),
        ];
        let squares = written.saturating_mul(written) / 4;
        self.summed = self.summed.saturating_add(sum(&terms)).saturating_add(squares);
        self.written = self.written.saturating_add(written);
        self.most_again = self.most_again.max(again);
        self.bytes = self.bytes.max(sum(&[(20_000, pure, 1), (3_200, again, 1), (350, function.left(), 1)]));
    }

    pub(super) fn cost(&self) -> u64 {
        let crowd = self.written.saturating_mul(self.most_again.saturating_sub(4_096)) / 10;
        self.summed.saturating_add(crowd)
    }
}

/// What it may make of one function.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenAgain {
    /// Instructions that only compute.
    pure: u64,
    /// Of those, what every way to here has passed.
    passed: u64,
    /// What may be written again: what was passed, for each basic block, summed.
    again: u64,
    /// A way leads here.
    reached: bool,
    open: Vec<Open>,
    open_loops: u64,
    fuel_points: u64,
    /// Sum of the squares of the number of loops around each instruction.
    nesting: u64,
}

/// A block that is not closed yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: Kind,
    reached: bool,
    /// What was passed where it begins.
    passed: u64,
    /// The least that was passed by a way to its end, if there is any; of the second arm, once that has begun.
    at_end: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Loop,
    If,
    /// The second arm, and the least that was passed by a way from the first to the end.
    Else(Option<u64>),
}

impl WrittenAgain {
    pub(super) fn new() -> Self {
        let body = Open { kind: Kind::Block, reached: true, passed: 0, at_end: None };
        Self { reached: true, open: vec![body], ..Self::default() }
    }

    /// `blocks` are those that it makes without being control. No way goes on after what always traps.
    pub(super) fn operator(&mut self, operator: &Operator<'_>, blocks: u64, always_traps: bool) {
        self.fuel_points += u64::from(adds_fuel_up(operator));
        self.nesting = self.nesting.saturating_add(self.open_loops.saturating_mul(self.open_loops));
        match operator {
            Operator::Block { .. } => self.open(Kind::Block, 0),
            Operator::Loop { .. } => {
                self.open(Kind::Loop, 3);
                self.open_loops += 1;
            }
            Operator::If { .. } => self.open(Kind::If, 1),
            Operator::Else => self.second_arm(),
            Operator::End => self.close(),
            Operator::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.reached = false;
            }
            Operator::BrIf { relative_depth } => {
                self.branch(*relative_depth);
                self.blocks(1);
            }
            Operator::BrTable { targets } => {
                targets.targets().flatten().chain([targets.default()]).for_each(|target| self.branch(target));
                self.blocks(targets.len().into());
                self.reached = false;
            }
            Operator::Return | Operator::Unreachable => self.reached = false,
            _ => {
                self.blocks(blocks);
                let pure = if is_division(operator) { OF_A_DIVISION } else { only_computes(operator).into() };
                self.pure += pure;
                self.passed += pure;
                self.reached &= !always_traps;
            }
        }
    }

    /// Whether some way leads here.
    pub(super) fn is_reached(&self) -> bool {
        self.reached
    }

    fn blocks(&mut self, blocks: u64) {
        self.again = self.again.saturating_add(blocks.saturating_mul(self.passed));
    }

    fn open(&mut self, kind: Kind, blocks: u64) {
        self.blocks(blocks);
        self.open.push(Open { kind, reached: self.reached, passed: self.passed, at_end: None });
    }

    fn branch(&mut self, relative_depth: u32) {
        let at = self.open.len().checked_sub(crate::host::count(relative_depth).saturating_add(1));
        if let Some(open) = at.and_then(|at| self.open.get_mut(at))
            && self.reached
            && open.kind != Kind::Loop
        {
            open.at_end = Some(open.at_end.map_or(self.passed, |least| least.min(self.passed)));
        }
    }

    fn second_arm(&mut self) {
        self.branch(0);
        let Some(open) = self.open.last_mut() else { return };
        open.kind = Kind::Else(open.at_end.take());
        (self.reached, self.passed) = (open.reached, open.passed);
        self.blocks(1);
    }

    fn close(&mut self) {
        self.branch(0);
        let Some(Open { kind, reached, passed, at_end }) = self.open.pop() else { return };
        let at_end = match (kind, at_end) {
            (Kind::Loop, _) => {
                self.open_loops -= 1;
                self.reached.then_some(self.passed)
            }
            (Kind::Block | Kind::Else(None), at_end) => at_end,
            // Without a second arm, or where both lead here, no more was passed by all ways than where they part.
            (Kind::If, _) => reached.then_some(passed),
            (Kind::Else(Some(_)), Some(_)) => Some(passed),
            (Kind::Else(first), None) => first,
        };
        self.reached = at_end.is_some();
        self.passed = at_end.unwrap_or(0);
        self.blocks(1);
    }
}

/// What was passed since the last such place is added up there: one more instruction that only computes.
fn adds_fuel_up(operator: &Operator<'_>) -> bool {
    match operator {
        Operator::Call { .. } | Operator::CallIndirect { .. } => true,
        Operator::LocalGet { .. }
        | Operator::LocalSet { .. }
        | Operator::LocalTee { .. }
        | Operator::Nop
        | Operator::Drop => false,
        _ => !computes(operator) && !is_constant(operator),
    }
}
