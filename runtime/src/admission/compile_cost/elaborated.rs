//! How many instructions the optimiser makes of those that only compute.
//!
//! A value that nothing but its operands decides has no place of its own: the optimiser writes it down where it is first needed, and
//! again wherever no earlier place is certain to be passed. A chain of 600 sums, needed in each of 600 branches, is 360,000
//! instructions. This goes through the function in the same way and counts them.

use std::collections::HashMap;

use wasmparser::Operator;

use super::operators::{is_constant, only_computes, sums_up, yields};

/// Instructions after which a function is too dear for any limit.
const MOST: u32 = 1 << 20;
/// Steps of the counting after which it is, too: more than are needed for that many instructions.
const MOST_STEPS: u32 = 8 << 20;
/// What was not computed: a parameter, a loaded value, values that meet.
const GIVEN: u32 = 0;
/// What is known before the function runs.
const CONSTANT: u32 = 1;
/// Sums in a row that one more is tried to be made one with.
const MOST_IN_A_ROW: u32 = 16;

/// The counting, one function long.
#[derive(Debug, Clone, Default)]
pub(super) struct Elaborated {
    /// Values that were computed, by number; the first stands for all that were not, the second for all constants.
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
    open: Vec<Open>,
    /// Instructions, in the order they were written; what was written in these spans is certain to have been passed.
    passed: Vec<(u32, u32)>,
    written: u32,
    /// Those that are written once more for each branch.
    again: u64,
    steps: u32,
    branch_tables: u32,
    needed: Vec<u32>,
    /// For each sum with a constant, how many such its other operand has been through.
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
    is_constant: bool,
    /// Sums with constants that made it, one after the other.
    sums: u32,
}

#[derive(Debug, Clone, Copy)]
struct Set {
    local: u32,
    before: u32,
    /// Branches before it, whatever they lead to.
    branches: u32,
}

#[derive(Debug, Clone)]
struct Open {
    kind: Kind,
    /// A way leads into it.
    is_entered: bool,
    /// Length of `sets` before it, and where its first arm ends, if that is followed by another.
    sets: usize,
    otherwise: Option<usize>,
    /// A way leads to the end of the first arm.
    first_arm_ends: bool,
    /// What is written from here on is not passed on every way to its end.
    uncertain: u32,
    /// Branches to it.
    branches: u32,
    /// Branches before the first of those.
    branches_before: u32,
    branch_table: u32,
    /// Operands under its own.
    base: usize,
    /// What it takes.
    parameters: Vec<u32>,
    /// What the locals that are set in it, and what it yields, are on the ways to its end.
    locals: HashMap<u32, Way>,
    yields: Vec<Way>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Loop,
    If,
}

/// What a value is on all ways so far.
#[derive(Debug, Clone, Copy, Default)]
enum Way {
    #[default]
    None,
    One(u32),
    Many,
}

impl Way {
    fn meet(&mut self, value: u32) {
        *self = match self {
            Self::None => Self::One(value),
            Self::One(known) if *known == value => Self::One(value),
            _ => Self::Many,
        }
    }

    /// The value, if it is one on all ways.
    fn value(self) -> u32 {
        if let Self::One(value) = self { value } else { GIVEN }
    }
}

impl Default for Open {
    fn default() -> Self {
        Self::new(Kind::Block, Vec::new(), 0)
    }
}

impl Open {
    fn new(kind: Kind, parameters: Vec<u32>, results: usize) -> Self {
        Self {
            kind,
            is_entered: true,
            sets: 0,
            otherwise: None,
            first_arm_ends: false,
            uncertain: u32::MAX,
            branches: 0,
            branches_before: u32::MAX,
            branch_table: 0,
            base: 0,
            parameters,
            locals: HashMap::new(),
            yields: vec![Way::None; results],
        }
    }

    fn results(&self) -> usize {
        self.yields.len()
    }

    /// How many values a branch to it carries.
    fn carried(&self) -> usize {
        if self.kind == Kind::Loop { self.parameters.len() } else { self.results() }
    }
}

impl Elaborated {
    pub(super) fn new(locals: usize, results: usize) -> Self {
        Self {
            values: vec![
                Value { operands: [GIVEN; 3], written: 0, carried: 0, is_constant: false, sums: 0 },
                Value { operands: [GIVEN; 3], written: 0, carried: 0, is_constant: true, sums: 0 },
            ],
            stack: Vec::new(),
            locals: vec![GIVEN; locals],
            entries: vec![0; locals],
            sets: Vec::new(),
            closed: vec![0; locals],
            closings: 0,
            all_branches: 0,
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

    /// For each sum with a constant, how many such its other operand has been through, up to sixteen.
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
            _ if is_constant(operator) => self.stack.push(CONSTANT),
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
        let (mut constants, mut sums) = (0, 0);
        for operand in operands.iter_mut().take(taken) {
            *operand = self.stack.pop().unwrap_or(GIVEN);
            let Some(value) = self.values.get(crate::host::count(*operand)) else { continue };
            if value.is_constant {
                constants += 1;
            } else {
                sums = sums.max(value.sums);
            }
        }
        let is_sum = sums_up(operator) && constants > 0;
        if is_sum {
            self.in_a_row = self.in_a_row.saturating_add(u64::from(sums.min(MOST_IN_A_ROW)));
        }
        let sums = if is_sum { sums.saturating_add(1) } else { 0 };
        self.stack.push(u32::try_from(self.values.len()).unwrap_or(GIVEN));
        self.values.push(Value { operands, written: 0, carried: 0, is_constant: constants == taken, sums });
    }

    fn open(&mut self, kind: Kind, parameters: usize, results: usize) {
        if kind == Kind::Loop && !self.is_dead {
            self.carries = true;
            self.need_top(parameters);
            self.carries = false;
        }
        let base = self.stack.len().saturating_sub(parameters);
        let parameters = self.stack.get(base..).unwrap_or_default().to_vec();
        self.open.push(Open {
            is_entered: !self.is_dead,
            sets: self.sets.len(),
            uncertain: if kind == Kind::If { self.written } else { u32::MAX },
            base,
            ..Open::new(kind, parameters, results)
        });
    }

    fn otherwise(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        if !self.is_dead {
            self.carry(open.sets, open.results());
            self.meet(&mut open);
            open.first_arm_ends = true;
        }
        self.forget_from(open.uncertain);
        for set in self.sets.get(open.sets..).unwrap_or_default().iter().rev() {
            if let Some(value) = self.locals.get_mut(crate::host::count(set.local)) {
                *value = set.before;
            }
        }
        open.otherwise = Some(self.sets.len());
        self.stack.truncate(open.base);
        self.stack.extend(&open.parameters);
        self.is_dead = !open.is_entered;
        self.open.push(open);
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        let ends = !self.is_dead;
        if self.open.is_empty() {
            if ends {
                self.need_top(open.results());
            }
            return;
        }
        if !open.is_entered || open.kind == Kind::Block && open.branches == 0 {
            return;
        }
        if ends {
            self.carry(open.sets, open.results());
        }
        let passes_by = open.kind == Kind::If && open.otherwise.is_none();
        let firsts = self.first_sets(open.sets);
        self.carries = true;
        if passes_by {
            open.parameters.iter().for_each(|value| self.need(*value));
        }
        self.need_before(&open, &firsts);
        self.carries = false;
        if open.kind == Kind::Loop {
            return;
        }
        self.forget_from(open.uncertain);
        if ends {
            self.meet(&mut open);
        }
        if passes_by {
            open.yields.iter_mut().zip(&open.parameters).for_each(|(way, value)| way.meet(*value));
        }
        self.locals_after(&mut open, &firsts, passes_by);
        self.stack.truncate(open.base);
        self.stack.extend(open.yields.iter().map(|way| way.value()));
        self.is_dead = !(ends || passes_by || open.first_arm_ends || open.branches > 0);
    }

    /// One more way to the block's end.
    fn meet(&self, open: &mut Open) {
        for set in self.sets.get(open.sets..).unwrap_or_default() {
            let value = self.locals.get(crate::host::count(set.local)).copied().unwrap_or(GIVEN);
            open.locals.entry(set.local).or_default().meet(value);
        }
        let under = self.stack.len().saturating_sub(open.results());
        open.yields
            .iter_mut()
            .zip(self.stack.get(under..).unwrap_or_default())
            .for_each(|(way, value)| way.meet(*value));
    }

    /// The first set of each local since then, with its place.
    fn first_sets(&mut self, since: usize) -> Vec<(usize, Set)> {
        self.closings += 1;
        let sets = self.sets.iter().copied().enumerate().skip(since);
        let is_first = |(_, set): &(usize, Set)| {
            let closed = self.closed.get_mut(crate::host::count(set.local));
            closed.is_some_and(|closed| std::mem::replace(closed, self.closings) != self.closings)
        };
        sets.filter(is_first).collect()
    }

    /// A local that was set in the block is what it was on all ways to its end, or no longer what was computed.
    fn locals_after(&mut self, open: &mut Open, firsts: &[(usize, Set)], passes_by: bool) {
        for (at, Set { local, before, branches }) in firsts {
            let way = open.locals.entry(*local).or_default();
            let in_the_second_arm = open.first_arm_ends && open.otherwise.is_some_and(|otherwise| *at >= otherwise);
            if passes_by || in_the_second_arm || *branches > open.branches_before {
                way.meet(*before);
            }
            if let Some(value) = self.locals.get_mut(crate::host::count(*local)) {
                *value = way.value();
            }
        }
    }

    /// What locals were before they were set in a block: a way that does not come by there has that.
    fn need_before(&mut self, open: &Open, firsts: &[(usize, Set)]) {
        for (_, Set { before, branches, .. }) in firsts {
            let written = self.written;
            self.need(*before);
            if *branches > open.branches_before {
                let once = u64::from(self.written.saturating_sub(written));
                self.again = self.again.saturating_add(once.saturating_mul(open.branches.into()));
            }
        }
    }

    fn branch(&mut self, relative_depth: u32) {
        let at = self.open.len().checked_sub(crate::host::count(relative_depth).saturating_add(1));
        let Some(mut open) = at.and_then(|at| self.open.get_mut(at)).map(std::mem::take) else { return };
        if at == Some(0) {
            // Locals end with the body.
            self.need_top(open.carried());
        } else {
            self.carry(open.sets, open.carried());
            if open.kind != Kind::Loop {
                self.meet(&mut open);
            }
        }
        let (written, branches) = (self.written, self.all_branches);
        self.all_branches = branches.saturating_add(1);
        open.branches = open.branches.saturating_add(1);
        open.branches_before = open.branches_before.min(branches);
        open.uncertain = open.uncertain.min(written);
        if let Some(place) = at.and_then(|at| self.open.get_mut(at)) {
            *place = open;
        }
    }

    fn table_target(&mut self, relative_depth: u32) {
        let at = self.open.len().checked_sub(crate::host::count(relative_depth).saturating_add(1));
        let table = self.branch_tables;
        if at.and_then(|at| self.open.get(at)).is_some_and(|open| open.branch_table != table) {
            self.branch(relative_depth);
        }
        if let Some(open) = at.and_then(|at| self.open.get_mut(at)) {
            open.branch_table = table;
        }
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
            if value == GIVEN || value == CONSTANT || is_passed {
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
