//! Which locals are alive where, and what meets: a function, read from its end to its beginning.
//!
//! A local is alive where some way on reads it before it sets it. The compiler finds that out in its own manner, and is as slow as that is much.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::ranks::Ranks;
use super::{Block, Entry, Flow, Held, Kind, Met, Step};

/// An operand weighs as much as any local.
const OPERAND: u64 = 3;

/// Once without what ways back bring to each loop, to learn what that is; and once with it, where there are loops.
pub(super) fn read(flow: &Flow) -> Met {
    let brought = vec![FixedBitSet::with_capacity(flow.locals); flow.around.len()];
    let first = Backwards::new(flow, brought).read();
    if flow.around.is_empty() {
        return first.met;
    }
    let mut brought = first.begins;
    for (at, around) in flow.around.iter().enumerate() {
        // A loop around it begins before it.
        let (before, rest) = brought.split_at_mut(at);
        if let (Some(around), Some(here)) = (around.and_then(|around| before.get(around)), rest.first_mut()) {
            here.union_with(around);
        }
    }
    Backwards::new(flow, brought).read().met
}

struct Backwards<'f> {
    flow: &'f Flow,
    /// What a way back to each loop brings there.
    brought: Vec<FixedBitSet>,
    /// What is alive where each loop begins.
    begins: Vec<FixedBitSet>,
    /// What is alive here.
    alive: FixedBitSet,
    /// What is used for the last time here or further on, up to where the next basic block may begin, and not set before.
    last_used: FixedBitSet,
    /// What is used for the last time further on.
    ended: FixedBitSet,
    /// Blocks whose end has been passed, and not yet their beginning.
    open: Vec<Open>,
    ranks: Ranks,
    met: Met,
}

struct Open {
    block: Block,
    /// Instructions before what follows it.
    end: u64,
    /// What is alive after it, and where its second arm begins.
    at_end: FixedBitSet,
    second_arm: Option<FixedBitSet>,
    /// Locals that are used, and set to what was not computed.
    used: FixedBitSet,
    moved: FixedBitSet,
    /// For each local, how often it is set, or meets, inside.
    definitions: BTreeMap<usize, u64>,
    branches: u64,
    /// Targets of the branch tables that lead here.
    targets: u64,
}

impl Open {
    fn defines(&mut self, local: usize, times: u64) {
        *self.definitions.entry(local).or_default() += times;
    }

    fn includes(&mut self, mut inner: BTreeMap<usize, u64>) {
        if inner.len() > self.definitions.len() {
            std::mem::swap(&mut inner, &mut self.definitions);
        }
        for (local, times) in inner {
            self.defines(local, times);
        }
    }
}

impl<'f> Backwards<'f> {
    fn new(flow: &'f Flow, brought: Vec<FixedBitSet>) -> Self {
        let none = FixedBitSet::with_capacity(flow.locals);
        let begins = vec![none.clone(); flow.around.len()];
        let met = Met { nesting: flow.nesting, ..Met::default() };
        Self {
            flow,
            brought,
            begins,
            alive: none.clone(),
            last_used: none.clone(),
            ended: none,
            open: Vec::new(),
            ranks: Ranks::default(),
            met,
        }
    }

    fn read(mut self) -> Self {
        for (at, entry) in self.flow.entries.iter().enumerate().rev() {
            let loops = self.open.last().map_or(0, |open| open.block.loops);
            if entry.may_begin_a_basic_block() {
                self.end_last_used(matches!(entry, Entry::Open { .. }));
            }
            let (blocks, held) = match entry {
                Entry::End(block) => {
                    self.end(*block, at as u64 + 1);
                    (0, Held::default())
                }
                Entry::Open { blocks } => {
                    self.close(at as u64 + 1);
                    (*blocks, Held::default())
                }
                Entry::Step { step, blocks, held } => {
                    self.step(step);
                    (*blocks, *held)
                }
            };
            if blocks > 0 || held.conflicts > 0 || held.probes > 0 {
                let alive = self.flow.weights.of(&self.alive);
                self.met.alive = self.met.alive.saturating_add(blocks.saturating_mul(alive));
                self.met.look_again(blocks.saturating_mul(alive), loops);
                self.met.held.add(held, alive);
            }
        }
        // The function itself has no instruction that opens it.
        self.close(0);
        self.met.weight = self.flow.weights.of_all(self.flow.locals);
        self.met.different = self.ranks.all_arrivals();
        self.met.most_different = self.ranks.most_arrivals();
        self.met.places = self.ranks.places();
        self.met.ends = self.ranks.ends();
        self.met.put_in_order = self.ranks.put_in_order();
        self.met.copied = self.ranks.copied();
        self
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Get(local) => {
                if !self.alive.put(*local) {
                    self.last_used.insert(*local);
                }
                self.inside(|open| open.used.grow_and_insert(*local));
            }
            Step::Set { local, moves, .. } => {
                self.alive.set(*local, false);
                self.last_used.set(*local, false);
                self.inside(|open| {
                    open.used.grow_and_insert(*local);
                    open.defines(*local, 1);
                    if *moves {
                        open.moved.grow_and_insert(*local);
                    }
                });
            }
            Step::Else => {
                let Some(open) = self.open.last_mut() else { return };
                let second_arm = std::mem::replace(&mut self.alive, open.at_end.clone());
                open.second_arm = Some(second_arm);
            }
            Step::Branch(depth) => self.alive = self.branch(*depth, 1, 0),
            Step::BranchIf { depth, operands } => {
                let there = self.branch(*depth, 1, 0);
                self.fork(&there, operands.saturating_sub(self.kept(*depth)));
            }
            Step::BranchTable { depths, operands } => self.branch_table(depths, *operands),
            Step::Unreachable => self.alive.clear(),
            Step::Other => {}
        }
    }

    /// What came there alive, and did not leave it: a piece, but for the last of all. What meets at a loop begins there.
    fn end_last_used(&mut self, opens: bool) {
        if let Some(open) = self.open.last().filter(|open| opens && open.block.kind == Kind::Loop) {
            for local in open.definitions.keys() {
                self.last_used.set(*local, false);
            }
        }
        if !self.last_used.is_clear() {
            let mut again = self.last_used.clone();
            again.intersect_with(&self.ended);
            self.ends(self.flow.weights.of(&again));
            self.ended.union_with(&self.last_used);
            self.last_used.clear();
        }
    }

    fn inside(&mut self, mark: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            mark(open);
        }
    }

    /// Besides the way on there is one to where this is alive.
    fn fork(&mut self, there: &FixedBitSet, operands: u64) {
        let left = self.flow.weights.of_different(&self.alive, there) + OPERAND * operands;
        self.ends(left);
        self.alive.union_with(there);
    }

    fn ends(&mut self, left: u64) {
        self.met.left = self.met.left.saturating_add(left);
        self.ranks.end(left);
    }

    /// Each way has code of its own, in the order of the table: what is alive on every other one lives in as many pieces.
    fn branch_table(&mut self, depths: &[usize], operands: u64) {
        let targets = depths.len().saturating_sub(1) as u64;
        let mut sorted = depths.to_vec();
        sorted.sort_unstable();
        self.alive.clear();
        let mut named = Vec::new();
        for same in sorted.chunk_by(usize::eq) {
            let Some(depth) = same.first() else { continue };
            let there = self.branch(*depth, same.len() as u64, targets);
            self.alive.union_with(&there);
            named.push((*depth, there, self.kept(*depth)));
        }
        let (mut alive, mut kept) = (&self.alive, operands);
        let mut left = Vec::new();
        for same in depths.chunk_by(usize::eq) {
            let named = same.first().and_then(|depth| {
                named.binary_search_by_key(depth, |(depth, ..)| *depth).ok().and_then(|at| named.get(at))
            });
            let Some((_, there, kept_there)) = named else { continue };
            left.push(self.flow.weights.of_different(alive, there) + OPERAND * kept.abs_diff(*kept_there));
            (alive, kept) = (there, *kept_there);
        }
        for left in left {
            self.ends(left);
        }
    }

    fn kept(&self, depth: usize) -> u64 {
        let open = self.open.len().checked_sub(depth + 1).and_then(|at| self.open.get(at));
        open.map_or(0, |open| open.block.kept)
    }

    /// What is alive where so many branches lead, of a table with so many targets.
    fn branch(&mut self, depth: usize, branches: u64, targets: u64) -> FixedBitSet {
        let Self { open, brought, .. } = self;
        let open = open.len().checked_sub(depth + 1).and_then(|at| open.get_mut(at));
        let Some(open) = open else { return FixedBitSet::with_capacity(self.flow.locals) };
        open.branches += branches;
        open.targets += targets;
        let brought =
            open.block.innermost_loop.filter(|_| open.block.kind == Kind::Loop).and_then(|at| brought.get(at));
        brought.unwrap_or(&open.at_end).clone()
    }

    fn end(&mut self, block: Block, end: u64) {
        let (at_end, none) = (self.alive.clone(), FixedBitSet::new);
        let (used, moved) = (none(), none());
        let (second_arm, definitions) = (None, BTreeMap::new());
        self.open.push(Open { block, end, at_end, second_arm, used, moved, definitions, branches: 0, targets: 0 });
    }

    fn close(&mut self, start: u64) {
        let Some(mut open) = self.open.pop() else { return };
        let Open { block: Block { kind, values, innermost_loop, loops, .. }, branches, .. } = open;
        let ways = branches + 1;
        // What is alive where values meet.
        let there = if kind == Kind::Loop { &self.alive } else { &open.at_end };
        let led = branches.saturating_mul(self.flow.weights.of(there));
        self.met.led = self.met.led.saturating_add(led);
        self.met.look_again(led, loops);
        // An `if` has two arms.
        let ways_here = ways + u64::from(kind == Kind::If);
        let mut different: Vec<u64> = (0..values).map(|_| ways_here).collect();
        let (mut meeting, mut passes) = (values, 0);
        if kind != Kind::Block || branches > 0 {
            for (_, definitions) in open.definitions.iter_mut().filter(|(local, _)| there.contains(**local)) {
                different.push(ways_here.min(*definitions + 1));
                *definitions += 1;
            }
            // The fuel counter meets as well.
            meeting = different.len() as u64 + 1;
        }
        self.ranks.place(meeting, different);
        if kind == Kind::Loop {
            self.met.moves += values + open.moved.intersection_count(there) as u64;
            if branches > 0 {
                passes = there.difference_count(&open.used) as u64;
            }
            if let Some(begins) = innermost_loop.and_then(|at| self.begins.get_mut(at)) {
                begins.clone_from(there);
            }
        }
        let arriving = (meeting + passes).saturating_mul(ways);
        self.met.passes += passes;
        self.met.meeting += meeting;
        self.met.arriving = self.met.arriving.saturating_add(arriving);
        self.met.read_again = self.met.read_again.saturating_add(meeting.saturating_mul(arriving));
        self.met.scans = self.met.scans.saturating_add(meeting.saturating_mul(open.targets));
        if kind == Kind::If {
            self.fork(open.second_arm.as_ref().unwrap_or(&open.at_end), 0);
        }
        let Some(outer) = self.open.last_mut() else { return };
        outer.used.union_with(&open.used);
        outer.includes(open.definitions);
        outer.moved.union_with(&open.moved);
        if kind == Kind::Loop {
            self.met.arrivals.push((start, arriving));
        } else if meeting > values {
            self.met.arrivals.push((open.end, arriving));
        }
    }
}
