//! Blocks, as the counting goes into them and out again: which ways lead to their ends, and what locals are there.

use std::collections::HashMap;

use super::{Elaborated, GIVEN, Set};

#[derive(Debug, Clone)]
pub(super) struct Open {
    kind: Kind,
    /// A way leads into it.
    is_entered: bool,
    /// Length of `sets` before it, and where its first arm ends, if that is followed by another.
    pub(super) sets: usize,
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
pub(super) enum Kind {
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
    pub(super) fn new(kind: Kind, parameters: Vec<u32>, results: usize) -> Self {
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
    pub(super) fn open(&mut self, kind: Kind, parameters: usize, results: usize) {
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

    pub(super) fn otherwise(&mut self) {
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

    pub(super) fn close(&mut self) {
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

    pub(super) fn branch(&mut self, relative_depth: u32) {
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

    pub(super) fn table_target(&mut self, relative_depth: u32) {
        let at = self.open.len().checked_sub(crate::host::count(relative_depth).saturating_add(1));
        let table = self.branch_tables;
        if at.and_then(|at| self.open.get(at)).is_some_and(|open| open.branch_table != table) {
            self.branch(relative_depth);
        }
        if let Some(open) = at.and_then(|at| self.open.get_mut(at)) {
            open.branch_table = table;
        }
    }
}
