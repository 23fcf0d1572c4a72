//! Crowded functions and their holes (`LIMIT-5`), and functions whose locals are in globals (`LIMIT-6`), counted as the tables of the
//! spec have it.

use wasmparser::Operator;

use super::function::Function;
use super::module::Module;
use super::numeric::index;

/// `LIMIT-5`: arrivals times values from which a function is crowded.
const CROWDED: u64 = 1 << 20;
/// `LIMIT-5`: arrivals from one hole to the next.
const BETWEEN_HOLES: u64 = 128;
/// `LIMIT-6`: blocks times locals, and times some more, from which a function's locals are in globals.
const SPILLED: u64 = 1 << 13;
/// `LIMIT-6`: how many more.
const MORE_LOCALS: u64 = 15;

/// What is done to a function before it is compiled.
pub(super) struct Compiled {
    /// How many locals it has in globals, if they are there.
    pub spilled: Option<u64>,
    /// The places before which there is a hole, if it is crowded.
    pub holes: Option<Vec<usize>>,
}

/// A block, a loop, an `if`, or the body.
struct Block {
    kind: Kind,
    start: usize,
    /// The place after it.
    after: usize,
    /// What it yields, and what a loop takes.
    values: usize,
    branches: usize,
    /// The innermost loop around it, among the blocks.
    around: Option<usize>,
    /// Locals that meet, and those that pass over a loop.
    locals: usize,
    passes: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Loop,
    If,
}

/// Where an instruction leads, besides to the next place or instead of it.
#[derive(Default)]
struct Ways {
    places: Vec<usize>,
    /// Loops, among the blocks.
    loops: Vec<usize>,
    ends_here: bool,
}

/// Counted over one function.
struct Crowd {
    /// *B*.
    basic_blocks: u64,
    /// *H*.
    operands: u64,
    accesses: usize,
    blocks: Vec<Block>,
    /// For each instruction.
    ways: Vec<Ways>,
}

/// The heights are those of the operand stack after each instruction.
pub(super) fn compiled(module: &Module<'_>, function: &Function<'_>, heights: &[u32]) -> Compiled {
    let ty = module.type_at(function.type_index);
    let mut crowd = Crowd { basic_blocks: 1, operands: 0, accesses: 0, blocks: Vec::new(), ways: Vec::new() };
    crowd.read(module, function, heights);
    let locals = ty.params().len() + function.locals;
    let spilled = crowd.is_spilled(locals).then(|| count(locals));
    // What is in globals is no local any more.
    let locals = if spilled.is_some() { 0 } else { locals };
    for local in 0..locals {
        crowd.local(function, local);
    }
    Compiled { spilled, holes: crowd.holes(locals) }
}

impl Crowd {
    fn read(&mut self, module: &Module<'_>, function: &Function<'_>, heights: &[u32]) {
        let results = module.type_at(function.type_index).results().len();
        let mut open = vec![self.block(Kind::Block, 0, function.operators.len(), results, None)];
        for ((place, operator), height) in function.operators.iter().enumerate().zip(heights) {
            let blocks = basic_blocks(operator);
            self.basic_blocks += blocks;
            self.operands += blocks * u64::from(*height);
            let mut ways = Ways::default();
            match operator {
                Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty } => {
                    let (parameters, results) = module.arity(*blockty);
                    let (kind, values) = match operator {
                        Operator::Block { .. } => (Kind::Block, results),
                        Operator::If { .. } => (Kind::If, results),
                        _ => (Kind::Loop, parameters + results),
                    };
                    let (end, otherwise) = function.ends[place];
                    if kind == Kind::If {
                        ways.places.push(otherwise.unwrap_or(end) + 1);
                    }
                    let around = open.iter().rev().copied().find(|open| self.blocks[*open].kind == Kind::Loop);
                    open.push(self.block(kind, place, end + 1, values, around));
                }
                Operator::Else => {
                    ways.ends_here = true;
                    ways.places.push(function.ends[place].0 + 1);
                }
                Operator::End => {
                    open.pop();
                }
                Operator::Unreachable => ways.ends_here = true,
                _ => {
                    let depths = branches(operator, open.len());
                    ways.ends_here = !depths.is_empty() && !matches!(operator, Operator::BrIf { .. });
                    for depth in depths {
                        let at = open[open.len() - 1 - depth];
                        self.blocks[at].branches += 1;
                        if self.blocks[at].kind == Kind::Loop {
                            ways.loops.push(at);
                        } else {
                            ways.places.push(self.blocks[at].after);
                        }
                    }
                }
            }
            self.accesses += usize::from(local_of(operator).is_some());
            self.ways.push(ways);
        }
    }

    fn block(&mut self, kind: Kind, start: usize, after: usize, values: usize, around: Option<usize>) -> usize {
        self.blocks.push(Block { kind, start, after, values, branches: 0, around, locals: 0, passes: 0 });
        self.blocks.len() - 1
    }

    fn local(&mut self, function: &Function<'_>, local: usize) {
        let at = |wanted: fn(&Operator<'_>) -> bool| {
            let all = function.operators.iter().enumerate();
            let places = all.filter(|(_, operator)| local_of(operator) == Some(local) && wanted(operator));
            places.map(|(place, _)| place).collect::<Vec<_>>()
        };
        let (reads, sets) = (at(reads), at(|operator| !reads(operator)));
        if reads.is_empty() {
            return;
        }
        let mut brought = vec![false; self.blocks.len()];
        let forwards = self.alive(&reads, &sets, &brought);
        for (at, block) in self.blocks.iter().enumerate() {
            // A block around it stands before it.
            brought[at] = forwards[block.start] || block.around.is_some_and(|around| brought[around]);
        }
        let alive = self.alive(&reads, &sets, &brought);
        for block in &mut self.blocks {
            let inside = |places: &[usize]| places.iter().any(|place| (block.start..block.after).contains(place));
            let is_loop = block.kind == Kind::Loop;
            let meets_at = if is_loop { block.start } else { block.after };
            block.locals += usize::from(inside(&sets) && alive[meets_at]);
            let passes = is_loop && block.branches > 0 && alive[block.start] && !inside(&sets) && !inside(&reads);
            block.passes += usize::from(passes);
        }
    }

    /// Whether the local is alive at each place, if it is alive wherever a way leads back to one of those loops.
    fn alive(&self, reads: &[usize], sets: &[usize], brought: &[bool]) -> Vec<bool> {
        let mut alive = vec![false; self.ways.len() + 1];
        for (place, ways) in self.ways.iter().enumerate().rev() {
            let next = !ways.ends_here && alive[place + 1];
            let on = next || ways.places.iter().any(|place| alive[*place]) || ways.loops.iter().any(|at| brought[*at]);
            alive[place] = reads.binary_search(&place).is_ok() || on && sets.binary_search(&place).is_err();
        }
        alive
    }

    /// *V*.
    fn used(&self, locals: usize) -> u64 {
        count(locals.min(self.accesses) + 1)
    }

    fn is_spilled(&self, locals: usize) -> bool {
        let used = self.used(locals);
        used > 1 && self.basic_blocks * (used + MORE_LOCALS) >= SPILLED
    }

    fn holes(&self, locals: usize) -> Option<Vec<usize>> {
        let mut arrivals = 0;
        let mut places = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let nothing_meets = block.kind == Kind::Block && block.branches == 0;
            let meets = if nothing_meets { block.values } else { block.locals + block.values + 1 };
            let arriving = count((meets + block.passes) * (block.branches + 1));
            arrivals += arriving;
            // The first is the body.
            if at > 0 && !nothing_meets {
                places.push((if block.kind == Kind::Loop { block.start + 1 } else { block.after }, arriving));
            }
        }
        let values = self.basic_blocks * self.used(locals) + self.operands;
        if arrivals * values < CROWDED {
            return None;
        }
        places.sort_unstable();
        let mut since = 0;
        let mut holes = Vec::new();
        for (place, arriving) in places {
            since += arriving;
            if since >= BETWEEN_HOLES {
                holes.push(place);
                since = 0;
            }
        }
        Some(holes)
    }
}

fn count(count: usize) -> u64 {
    u64::try_from(count).expect("a count fits")
}

fn local_of(operator: &Operator<'_>) -> Option<usize> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(index(*local_index)),
        _ => None,
    }
}

fn reads(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::LocalGet { .. })
}

/// How many blocks each branch of an instruction leaves, where so many are open.
fn branches(operator: &Operator<'_>, open: usize) -> Vec<usize> {
    match operator {
        Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => vec![index(*relative_depth)],
        Operator::Return => vec![open - 1],
        Operator::BrTable { targets } => {
            let others = targets.targets().map(|target| index(target.expect("a valid module")));
            others.chain([index(targets.default())]).collect()
        }
        _ => Vec::new(),
    }
}

fn basic_blocks(operator: &Operator<'_>) -> u64 {
    match operator {
        Operator::Block { .. } | Operator::BrIf { .. } => 1,
        Operator::If { .. } => 3,
        Operator::Loop { .. }
        | Operator::MemoryFill { .. }
        | Operator::MemoryCopy { .. }
        | Operator::MemoryInit { .. }
        | Operator::MemoryGrow { .. } => 4,
        Operator::BrTable { targets } => u64::from(targets.len()),
        Operator::CallIndirect { .. } => 6,
        Operator::TableFill { .. } | Operator::TableGrow { .. } => 9,
        Operator::TableGet { .. } => 5,
        Operator::TableSet { .. } => 2,
        Operator::TableCopy { .. } => 30,
        Operator::TableInit { .. } => 13,
        _ => 0,
    }
}
