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
}

/// The places before which there is a hole, if the function is crowded. The heights are those of the operand stack after each instruction.
pub(super) fn holes(module: &Module<'_>, function: &Function<'_>, heights: &[u32]) -> Option<Vec<usize>> {
    let ty = module.type_at(function.type_index);
    let mut crowd = Crowd { blocks: 1, set: vec![None; ty.params().len() + function.locals], ..Crowd::default() };
    crowd.open.push(Open { inside: 0, is_block: true, meeting: None, values: ty.results().len(), branches: 0 });
    for ((place, operator), height) in function.operators.iter().enumerate().zip(heights) {
        let before = crowd.blocks;
        crowd.instruction(module, place, operator);
        crowd.operands += (crowd.blocks - before) * u64::from(*height);
    }
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
            Operator::LocalGet { .. } => self.accesses += 1,
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                self.accesses += 1;
                self.set[index(*local_index)] = Some(place);
            }
            Operator::CallIndirect { .. } | Operator::TableFill { .. } | Operator::TableGrow { .. } => self.blocks += 6,
            Operator::TableGet { .. } => self.blocks += 5,
            Operator::TableSet { .. } => self.blocks += 2,
            Operator::TableCopy { .. } | Operator::TableInit { .. } => self.blocks += 10,
            Operator::MemoryFill { .. } | Operator::MemoryCopy { .. } | Operator::MemoryInit { .. } => self.blocks += 1,
            _ => {}
        }
    }

    fn branch(&mut self, depth: usize) {
        let at = self.open.len() - 1 - depth;
        self.open[at].branches += 1;
    }

    fn close(&mut self, place: usize) {
        let Open { inside, is_block, meeting, values, branches } = self.open.pop().expect("a valid module");
        let set = self.set.iter().filter(|set| set.is_some_and(|set| set >= inside)).count();
        let nothing_meets = is_block && branches == 0;
        let meets = if nothing_meets { values } else { set + values + 1 };
        let arrivals = u64::try_from(meets).expect("a count fits") * (branches + 1);
        self.arrivals += arrivals;
        if let Some(meeting) = meeting {
            self.meetings[meeting].1 = arrivals;
        } else if !nothing_meets && !self.open.is_empty() {
            self.meetings.push((place + 1, arrivals));
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
