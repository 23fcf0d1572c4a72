//! How many instructions the optimiser makes of those that only compute.
//!
//! A value that nothing but its operands decides has no place of its own: the optimiser writes it down where it is first needed, and
//! again wherever no earlier place is certain to be passed. A chain of 600 sums, needed in each of 600 branches, is 360,000
//! instructions. This goes through the function in the same way and counts them.

mod blocks;

use wasmparser::Operator;

use super::operators::{
    is_constant, is_conversion, is_copied, is_extreme, joins, only_computes, vanishes_with_extremes,
    vanishes_with_itself, yields,
};

use blocks::{Kind, Open};

/// Instructions after which a function is too dear for any limit.
const MOST: u32 = 1 << 20;
/// Steps of the counting after which it is, too: more than are needed for that many instructions.
const MOST_STEPS: u32 = 8 << 20;
/// What was not computed: a parameter, a loaded value, values that meet.
const GIVEN: u32 = 0;
/// What is known before the function runs, and is neither 0 nor -1.
const CONSTANT: u32 = 1;
/// What may be known, and may be 0 or -1: with these other values vanish, and what is left is known.
const EXTREME: u32 = 2;
/// Values in a row that one more is tried to be made one with.
const MOST_IN_A_ROW: u32 = 16;

/// The counting, one function long.
#[derive(Debug, Clone, Default)]
pub(super) struct Elaborated {
    /// Values that were computed, by number; the first stands for all that were not, the next two for all constants.
    values: Vec<Value>,
    stack: Vec<u32>,
    locals: Vec<u32>,
    /// Each local's last entry in `sets`, and one.
    entries: Vec<usize>,
    /// Locals set, once for each block.
    sets: Vec<Set>,
    /// For each local, the last block that was closed over it.
    closed: Vec<u32>,
    closings: u32,
    all_branches: u32,
    carryings: u32,
    open: Vec<Open>,
    /// Instructions, in the order they were written; what was written in these spans is certain to have been passed.
    passed: Vec<(u32, u32)>,
    written: u32,
    /// Those that are written once more for each branch.
    again: u64,
    steps: u32,
    branch_tables: u32,
    needed: Vec<u32>,
    /// For each value joined with a constant, how many such joints it has been through.
    in_a_row: u64,
    /// No way leads here.
    is_dead: bool,
    /// What is needed now is needed to be carried where values meet.
    carries: bool,
}

#[derive(Debug, Clone, Copy)]
struct Value {
    operands: [u32; 3],
    /// When it was last written, counted from 1, and when only to be carried: where it turns out to be the same on all ways, it is
    /// not written for that.
    written: u32,
    carried: u32,
    /// It may be known before the function runs.
    is_constant: bool,
    /// It is cheap enough to be written again in every place that needs it; the last branch that it was for.
    is_copied: bool,
    branch: u32,
    /// Joints with constants that made it, one after the other.
    joints: u32,
}

#[derive(Debug, Clone, Copy)]
struct Set {
    local: u32,
    before: u32,
    /// Branches before it, whatever they lead to.
    branches: u32,
}

impl Elaborated {
    /// Locals are parameters and others, which begin as 0.
    pub(super) fn new(parameters: usize, locals: usize, results: usize) -> Self {
        let known = |is_constant| Value {
            operands: [GIVEN; 3],
            written: 0,
            carried: 0,
            is_constant,
            is_copied: false,
            branch: 0,
            joints: 0,
        };
        Self {
            values: vec![known(false), known(true), known(true)],
            stack: Vec::new(),
            locals: (0..locals).map(|local| if local < parameters { GIVEN } else { EXTREME }).collect(),
            entries: vec![0; locals],
            sets: Vec::new(),
            closed: vec![0; locals],
            closings: 0,
            all_branches: 0,
            carryings: 0,
            open: vec![Open::new(Kind::Block, Vec::new(), results)],
            passed: vec![(0, u32::MAX)],
            written: 0,
            again: 0,
            steps: 0,
            branch_tables: 0,
            needed: Vec::new(),
            in_a_row: 0,
            is_dead: false,
            carries: false,
        }
    }

    /// For each value joined with a constant, how many such joints it has been through, up to sixteen.
    pub(super) fn in_a_row(&self) -> u64 {
        self.in_a_row
    }

    /// Instructions written; more than any limit allows where counting stopped.
    pub(super) fn count(&self) -> u64 {
        if self.is_over() { u64::from(u32::MAX) } else { u64::from(self.written).saturating_add(self.again) }
    }

    fn is_over(&self) -> bool {
        self.written >= MOST || self.steps >= MOST_STEPS || self.again >= u64::from(MOST)
    }

    /// The height is that after the instruction; parameters and results are those of the block that it opens, or, the results, of what it calls.
    pub(super) fn operator(&mut self, operator: &Operator<'_>, height: usize, parameters: usize, results: usize) {
        if self.is_over() {
            return;
        }
        match operator {
            Operator::Block { .. } => self.open(Kind::Block, parameters, results),
            Operator::Loop { .. } => self.open(Kind::Loop, parameters, results),
            Operator::If { .. } => {
                if !self.is_dead {
                    self.need_top(1);
                    self.stack.pop();
                }
                self.open(Kind::If, parameters, results);
            }
            Operator::Else => self.otherwise(),
            Operator::End => self.close(),
            _ if self.is_dead => {}
            Operator::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.is_dead = true;
            }
            Operator::BrIf { relative_depth } => {
                self.need_top(1);
                self.stack.pop();
                self.branch(*relative_depth);
            }
            Operator::BrTable { targets } => {
                self.need_top(1);
                self.stack.pop();
                self.branch_tables += 1;
                for target in targets.targets().flatten().chain([targets.default()]) {
                    self.table_target(target);
                }
                self.is_dead = true;
            }
            Operator::Return => {
                self.branch(u32::try_from(self.open.len().saturating_sub(1)).unwrap_or(u32::MAX));
                self.is_dead = true;
            }
            Operator::Unreachable => self.is_dead = true,
            Operator::LocalGet { local_index } => {
                let value = self.locals.get(crate::host::count(*local_index)).copied();
                self.stack.push(value.unwrap_or(GIVEN));
            }
            Operator::LocalSet { local_index } => {
                let value = self.stack.pop().unwrap_or(GIVEN);
                self.set(*local_index, value);
            }
            Operator::LocalTee { local_index } => {
                let value = self.stack.last().copied().unwrap_or(GIVEN);
                self.set(*local_index, value);
            }
            Operator::Drop | Operator::Nop => {}
            _ if is_constant(operator) => self.stack.push(if is_extreme(operator) { EXTREME } else { CONSTANT }),
            // A global that cannot change is a constant to the compiler.
            Operator::GlobalGet { .. } => self.stack.push(EXTREME),
            _ if only_computes(operator) => self.compute(operator, height),
            _ => {
                let taken = self.stack.len().saturating_add(yields(operator, results)).saturating_sub(height);
                self.need_top(taken);
                let left = self.stack.len().saturating_sub(taken);
                self.stack.truncate(left);
            }
        }
        // What an instruction yields was not computed, and code that is not reached has no operands.
        self.stack.resize(height, GIVEN);
    }

    fn compute(&mut self, operator: &Operator<'_>, height: usize) {
        let taken = self.stack.len().saturating_add(1).saturating_sub(height).min(3);
        let mut operands = [GIVEN; 3];
        let (mut constants, mut joints, mut may_vanish) = (0, 0, false);
        for operand in operands.iter_mut().take(taken) {
            *operand = self.stack.pop().unwrap_or(GIVEN);
            let Some(value) = self.values.get(crate::host::count(*operand)) else { continue };
            joints = joints.max(value.joints);
            if value.is_constant {
                constants += 1;
                may_vanish |= *operand != CONSTANT;
            }
        }
        let is_known = constants == taken
            || may_vanish && vanishes_with_extremes(operator)
            || taken == 2 && operands[0] == operands[1] && vanishes_with_itself(operator);
        let joints = if joins(operator) && constants > 0 {
            self.in_a_row = self.in_a_row.saturating_add(u64::from(joints.min(MOST_IN_A_ROW)));
            joints.saturating_add(1)
        } else if is_conversion(operator) {
            joints
        } else {
            0
        };
        self.stack.push(u32::try_from(self.values.len()).unwrap_or(GIVEN));
        let is_copied = constants > 0 && is_copied(operator);
        self.values.push(Value {
            operands,
            written: 0,
            carried: 0,
            is_constant: is_known,
            is_copied,
            branch: 0,
            joints,
        });
    }

    fn set(&mut self, local: u32, value: u32) {
        let at = crate::host::count(local);
        let (Some(current), Some(entry)) = (self.locals.get_mut(at), self.entries.get_mut(at)) else { return };
        if *entry <= self.open.last().map_or(0, |open| open.sets) {
            self.sets.push(Set { local, before: *current, branches: self.all_branches });
            *entry = self.sets.len();
        }
        *current = value;
    }

    /// What is carried where values meet: locals that were set since then, and so many operands.
    fn carry(&mut self, since: usize, operands: usize) {
        self.carries = true;
        self.need_sets(since);
        self.need_top(operands);
        self.carries = false;
        self.copy(since, operands);
    }

    /// A branch has copies of its own of what it carries and is cheap.
    fn copy(&mut self, since: usize, operands: usize) {
        self.carryings = self.carryings.saturating_add(1);
        let sets = self.sets.get(since..).unwrap_or_default();
        let locals = sets.iter().filter_map(|set| self.locals.get(crate::host::count(set.local)));
        let top = self.stack.get(self.stack.len().saturating_sub(operands)..).unwrap_or_default();
        for value in locals.chain(top) {
            let Some(value) = self.values.get_mut(crate::host::count(*value)) else { continue };
            if value.is_copied && value.branch != self.carryings {
                value.branch = self.carryings;
                self.again = self.again.saturating_add(1);
            }
        }
    }

    /// Locals that were set since then are needed: they meet others.
    fn need_sets(&mut self, since: usize) {
        for at in since..self.sets.len() {
            let set = self.sets.get(at).and_then(|set| self.locals.get(crate::host::count(set.local)));
            self.need(set.copied().unwrap_or(GIVEN));
        }
    }

    fn need_top(&mut self, count: usize) {
        for at in self.stack.len().saturating_sub(count)..self.stack.len() {
            self.need(self.stack.get(at).copied().unwrap_or(GIVEN));
        }
    }

    /// Writes a value and what it is computed from, where that is not certain to have been done.
    fn need(&mut self, value: u32) {
        self.needed.push(value);
        while let Some(value) = self.needed.pop() {
            self.steps = self.steps.saturating_add(1);
            let known = self.values.get(crate::host::count(value));
            let (written, carried) = known.map_or((0, 0), |value| (value.written, value.carried));
            let is_passed = self.is_passed(written) || self.carries && self.is_passed(carried);
            if value <= EXTREME || is_passed {
                continue;
            }
            if self.is_over() {
                self.needed.clear();
                return;
            }
            self.written += 1;
            if let Some(value) = self.values.get_mut(crate::host::count(value)) {
                *(if self.carries { &mut value.carried } else { &mut value.written }) = self.written;
                self.needed.extend(value.operands);
            }
        }
    }

    fn is_passed(&self, written: u32) -> bool {
        let at = self.passed.partition_point(|(start, _)| *start < written);
        written > 0 && at.checked_sub(1).and_then(|at| self.passed.get(at)).is_some_and(|(_, end)| written <= *end)
    }

    /// Nothing written after that many is certain to have been passed.
    fn forget_from(&mut self, written: u32) {
        while self.passed.last().is_some_and(|(start, _)| *start >= written) {
            self.passed.pop();
        }
        if let Some((_, end)) = self.passed.last_mut() {
            *end = (*end).min(written);
        }
        self.passed.push((self.written, u32::MAX));
    }
}
