//! Crowded functions and their holes (`LIMIT-5`), counted as the tables of the spec have it.

use wasmparser::Operator;

use super::function::Function;
use super::module::Module;
use super::numeric::index;

/// `LIMIT-5`: arrivals times values from which a function is crowded.
const CROWDED: u64 = 1 << 20;
/// `LIMIT-5`: arrivals from one hole to the next.
const BETWEEN_HOLES: u64 = 128;

/// A block that is not closed yet.
struct Open {
    /// The place of its first instruction.
    inside: usize,
    is_block: bool,
    /// Of a loop: where its arrivals stand.
    meeting: Option<usize>,
    /// What it yields, and what a loop takes.
    values: usize,
    branches: u64,
}

/// A loop that something branches to.
struct Loop {
    inside: usize,
    end: usize,
    ways: u64,
    meeting: usize,
}

/// Counted over one function.
#[derive(Default)]
struct Crowd {
    /// *B*.
    blocks: u64,
    /// *H*.
    operands: u64,
    /// *A*.
    arrivals: u64,
    /// What arrives at each place.
    meetings: Vec<(usize, u64)>,
    open: Vec<Open>,
    /// Where each local was set last.
    set: Vec<Option<usize>>,
    accesses: usize,
    loops: Vec<Loop>,
    /// Where each local is used: by instructions, and by the ends of loops that use it.
    uses: Vec<Vec<usize>>,
    parameters: usize,
    /// From where each local may be brought to its first use: that, or the outermost loop around it; for a parameter the beginning.
    first: Vec<usize>,
}

/// The places before which there is a hole, if the function is crowded. The heights are those of the operand stack after each instruction.
pub(super) fn holes(module: &Module<'_>, function: &Function<'_>, heights: &[u32]) -> Option<Vec<usize>> {
    let ty = module.type_at(function.type_index);
    let locals = ty.params().len() + function.locals;
    let mut crowd = Crowd {
        blocks: 1,
        set: vec![None; locals],
        uses: vec![Vec::new(); locals],
        first: vec![0; locals],
        parameters: ty.params().len(),
        ..Crowd::default()
    };
    crowd.open.push(Open { inside: 0, is_block: true, meeting: None, values: ty.results().len(), branches: 0 });
    for ((place, operator), height) in function.operators.iter().enumerate().zip(heights) {
        let before = crowd.blocks;
        crowd.instruction(module, place, operator);
        crowd.operands += (crowd.blocks - before) * u64::from(*height);
    }
    crowd.pass_over_loops();
    crowd.holes()
}

impl Crowd {
    fn instruction(&mut self, module: &Module<'_>, place: usize, operator: &Operator<'_>) {
        match operator {
            Operator::Block { blockty } | Operator::If { blockty } => {
                let is_block = matches!(operator, Operator::Block { .. });
                self.blocks += if is_block { 1 } else { 3 };
                let (_, values) = module.arity(*blockty);
                self.open.push(Open { inside: place + 1, is_block, meeting: None, values, branches: 0 });
            }
            Operator::Loop { blockty } => {
                self.blocks += 4;
                let (parameters, results) = module.arity(*blockty);
                let (meeting, values) = (Some(self.meetings.len()), parameters + results);
                self.meetings.push((place + 1, 0));
                self.open.push(Open { inside: place + 1, is_block: false, meeting, values, branches: 0 });
            }
            Operator::End => self.close(place),
            Operator::Br { relative_depth } => self.branch(index(*relative_depth)),
            Operator::Return => self.branch(self.open.len() - 1),
            Operator::BrIf { relative_depth } => {
                self.blocks += 1;
                self.branch(index(*relative_depth));
            }
            Operator::BrTable { targets } => {
                self.blocks += u64::from(targets.len());
                for target in targets.targets() {
                    self.branch(index(target.expect("a valid module")));
                }
                self.branch(index(targets.default()));
            }
            Operator::LocalGet { local_index } => self.used(index(*local_index), place),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                self.used(index(*local_index), place);
                self.set[index(*local_index)] = Some(place);
            }
            Operator::CallIndirect { .. } => self.blocks += 6,
            Operator::TableFill { .. } | Operator::TableGrow { .. } => self.blocks += 9,
            Operator::TableGet { .. } => self.blocks += 5,
            Operator::TableSet { .. } => self.blocks += 2,
            Operator::TableCopy { .. } => self.blocks += 30,
            Operator::TableInit { .. } => self.blocks += 13,
            Operator::MemoryFill { .. }
            | Operator::MemoryCopy { .. }
            | Operator::MemoryInit { .. }
            | Operator::MemoryGrow { .. } => self.blocks += 4,
            _ => {}
        }
    }

    fn used(&mut self, local: usize, place: usize) {
        self.accesses += 1;
        if self.uses[local].is_empty() && local >= self.parameters {
            let outermost = self.open.iter().find(|open| open.meeting.is_some());
            self.first[local] = outermost.map_or(place, |outermost| outermost.inside);
        }
        self.uses[local].push(place);
    }

    fn branch(&mut self, depth: usize) {
        let at = self.open.len() - 1 - depth;
        self.open[at].branches += 1;
    }

    fn close(&mut self, place: usize) {
        let Open { inside, is_block, meeting, values, branches } = self.open.pop().expect("a valid module");
        let is_body = self.open.is_empty();
        let set = self.set.iter().filter(|set| !is_body && set.is_some_and(|set| set >= inside)).count();
        let nothing_meets = is_block && branches == 0;
        let meets = if nothing_meets { values } else { set + values + 1 };
        let arrivals = u64::try_from(meets).expect("a count fits") * (branches + 1);
        self.arrivals += arrivals;
        if let Some(meeting) = meeting {
            self.meetings[meeting].1 = arrivals;
            for uses in &mut self.uses {
                if uses.last().is_some_and(|last| *last >= inside) {
                    uses.push(place);
                }
            }
            if branches > 0 {
                self.loops.push(Loop { inside, end: place, ways: branches + 1, meeting });
            }
        } else if !nothing_meets && !self.open.is_empty() {
            self.meetings.push((place + 1, arrivals));
        }
    }

    /// *Y*: a local that is used before a loop, or brought around it, and after it, but not in it, arrives there too.
    fn pass_over_loops(&mut self) {
        for Loop { inside, end, ways, meeting } in &self.loops {
            let passes = self.uses.iter().zip(&self.first).filter(|(uses, first)| {
                let before = uses.partition_point(|place| place < inside);
                uses.get(before).is_some_and(|next| next > end) && (before > 0 || **first < *inside)
            });
            let arrivals = u64::try_from(passes.count()).expect("a count fits") * ways;
            self.meetings[*meeting].1 += arrivals;
            self.arrivals += arrivals;
        }
    }

    fn holes(&self) -> Option<Vec<usize>> {
        let locals = self.set.len().min(self.accesses) + 1;
        let values = self.blocks * u64::try_from(locals).expect("a count fits") + self.operands;
        if self.arrivals * values < CROWDED {
            return None;
        }
        let mut since = 0;
        let mut holes = Vec::new();
        for (place, arrivals) in &self.meetings {
            since += arrivals;
            if since >= BETWEEN_HOLES {
                holes.push(*place);
                since = 0;
            }
        }
        Some(holes)
    }
}
