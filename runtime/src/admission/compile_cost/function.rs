//! What one function costs, counted in one pass.

mod formula;

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;
use wasmparser::{BlockType, FuncType, MemoryType, Operator};

use super::flow::{Flow, Held, Kind, Met, Step, Value};
use super::holes::Holes;
use super::operators::{
    Written, always_traps, clobbers, computes, conflicts, is_constant, looked_through, probes_and_values, uses_again,
    writes_over_an_operand, written,
};
use super::optimised::WrittenAgain;
use super::table;
use crate::limits::PAGE_BYTES;
use crate::stack::yields_nothing;

/// Arrivals times values from which a function is crowded.
const CROWDED: u64 = 1 << 20;

/// Basic blocks, times locals and some more, from which a function is spilled.
const SPILLED: u64 = 1 << 13;

/// Added to the locals: blocks alone make a function dear, if there is any local.
const MORE_LOCALS: u64 = 15;

/// Bytes that a module declares its memory to have: as it begins, and at most.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::admission) struct MemoryBytes {
    pub initial: u64,
    most: u64,
}

impl MemoryBytes {
    pub(in crate::admission) fn of(memory: &MemoryType) -> Self {
        let bytes = |pages: u64| pages.saturating_mul(PAGE_BYTES);
        Self { initial: bytes(memory.initial), most: memory.maximum.map_or(1 << 32, bytes) }
    }
}

/// What an instruction needs to be judged, besides itself.
pub(in crate::admission) struct Surroundings<'t> {
    /// Operands on the stack after the instruction, those of outer blocks included.
    pub height: u32,
    /// Parameters and results of the block it opens.
    pub block: (usize, usize),
    /// Type of the function it calls.
    pub callee: Option<&'t FuncType>,
}

/// Counts that the bound is made of. The spec names each by the same letter.
#[derive(Debug, Clone, Default)]
pub(super) struct FunctionCost {
    memory: MemoryBytes,
    /// Locals, parameters included.
    locals: u64,
    /// Instructions that use a local.
    accesses: u64,
    /// Instructions.
    instructions: u64,
    /// Operands on the stack after each instruction, summed; after the last one.
    operands: u64,
    height: u64,
    written_again: WrittenAgain,
    /// Cost of what the compiler writes for them, and what the memory is made of.
    written: u64,
    written_memory: u64,
    /// Values that the compiler makes of them.
    values: u64,
    /// What operands that are held meanwhile cost.
    held_operands: Held,
    /// Instructions that may write their result where an operand was.
    writing_over: u64,
    calls: u64,
    /// Calls, and what becomes one, of the engine.
    clobbers: u64,
    /// Parameters and results of all calls.
    call_values: u64,
    /// Basic blocks of the compiler's.
    blocks: u64,
    conditional_branches: u64,
    /// Times that a branch table names a block which it has named before.
    repeated: u64,
    loops: u64,
    /// Operands on the stack where each loop begins.
    loop_operands: u64,
    /// Operands on the stack after the instruction that makes each basic block.
    block_operands: u64,
    /// Results of all blocks, parameters of loops and `if`s too.
    carried: u64,
    /// Globals that are named, and those that are set.
    globals: BTreeSet<u32>,
    set_globals: BTreeSet<u32>,
    /// Instructions that put the value of a local on the stack, and how often more what follows right after uses it.
    uses: u64,
    /// The last instruction did.
    read: bool,
    /// The last instruction computed a value.
    computed: bool,
    /// What is on top of the stack.
    top: Value,
    flow: Flow,
    /// What the ways through it come to, once the function has ended.
    met: Met,
    /// Where so many instructions are before, and no way leads.
    unreached: FixedBitSet,
    /// If it is crowded.
    holes: Option<Holes>,
}

impl FunctionCost {
    pub(super) fn new(ty: &FuncType, locals: u32, memory: MemoryBytes) -> Self {
        let locals = ty.params().len().saturating_add(crate::host::count(locals));
        // The body is a block: where the stack is counted, `return` is a branch to its end.
        let results = ty.results().len() as u64;
        Self {
            memory,
            locals: locals as u64,
            blocks: 1,
            carried: results,
            written_again: WrittenAgain::new(),
            computed: true,
            flow: Flow::new(locals, results),
            ..Self::default()
        }
    }

    pub(super) fn operator(&mut self, operator: &Operator<'_>, around: &Surroundings<'_>) {
        let height = u64::from(around.height);
        let call_values = around.callee.map_or(0, super::values);
        let (probes, values) = probes_and_values(operator, self.memory.initial, call_values);
        let held = Held { conflicts: conflicts(operator, self.memory.initial, call_values), probes };
        let Written { cost, memory, blocks } = written(operator, self.memory.initial, call_values);
        self.instructions += 1;
        self.operands = self.operands.saturating_add(height);
        self.written = self.written.saturating_add(cost);
        self.written_memory = self.written_memory.saturating_add(memory);
        self.values += values;
        self.held_operands.add(held, height);
        self.writing_over += u64::from(writes_over_an_operand(operator));
        self.calls += u64::from(around.callee.is_some());
        self.clobbers += clobbers(operator);
        self.call_values += call_values;
        self.blocks += blocks;
        self.block_operands = self.block_operands.saturating_add(blocks.saturating_mul(height));
        self.conditional_branches += u64::from(matches!(operator, Operator::BrIf { .. }));
        self.written_again.operator(operator, blocks, always_traps(operator, self.memory.most));
        if !self.written_again.is_reached()
            && let Ok(before) = usize::try_from(self.instructions)
        {
            self.unreached.grow_and_insert(before);
        }
        if self.read && uses_again(operator) {
            self.uses += 2;
        }
        self.read = matches!(operator, Operator::LocalGet { .. } | Operator::LocalTee { .. });
        self.uses += u64::from(self.read);
        self.flow(operator, around, blocks, held);
        self.height = height;
        if !matches!(operator, Operator::LocalTee { .. }) {
            self.computed = is_constant(operator) || computes(operator) && yields_a_value(operator, around.callee);
            self.top = match operator {
                Operator::LocalGet { local_index } => Value::Of(crate::host::count(*local_index)),
                _ if self.computed => Value::MadeOf(looked_through(operator)),
                _ => Value::default(),
            };
        }
    }

    fn flow(&mut self, operator: &Operator<'_>, around: &Surroundings<'_>, blocks: u64, held: Held) {
        let step = match operator {
            Operator::Block { .. } => return self.open(Kind::Block, around, blocks),
            Operator::Loop { .. } => return self.open(Kind::Loop, around, blocks),
            Operator::If { .. } => return self.open(Kind::If, around, blocks),
            Operator::End => return self.end(),
            Operator::Else => Step::Else,
            Operator::Br { relative_depth } => Step::Branch(crate::host::count(*relative_depth)),
            Operator::Return => Step::Branch(self.flow.open_blocks().saturating_sub(1)),
            Operator::BrIf { relative_depth } => {
                Step::BranchIf { depth: crate::host::count(*relative_depth), operands: around.height.into() }
            }
            Operator::BrTable { targets } => {
                let all = targets.targets().flatten().chain([targets.default()]);
                let depths: Vec<usize> = all.map(crate::host::count).collect();
                let distinct: BTreeSet<usize> = depths.iter().copied().collect();
                self.repeated += depths.len().saturating_sub(distinct.len()) as u64;
                // But for which target it is.
                Step::BranchTable { depths, operands: self.height.saturating_sub(1) }
            }
            Operator::Unreachable => Step::Unreachable,
            Operator::GlobalGet { global_index } => {
                self.globals.insert(*global_index);
                Step::Other
            }
            Operator::GlobalSet { global_index } => {
                self.globals.insert(*global_index);
                self.set_globals.insert(*global_index);
                Step::Other
            }
            Operator::LocalGet { local_index } => {
                self.accesses += 1;
                Step::Get(crate::host::count(*local_index))
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                self.accesses += 1;
                Step::Set { local: crate::host::count(*local_index), moves: !self.computed, value: self.top }
            }
            _ => Step::Other,
        };
        self.flow.step(step, blocks, held);
    }

    fn open(&mut self, kind: Kind, around: &Surroundings<'_>, blocks: u64) {
        let (parameters, results) = (around.block.0 as u64, around.block.1 as u64);
        let mut values = results;
        if kind == Kind::Loop {
            self.loops += 1;
            self.loop_operands += u64::from(around.height);
            values += parameters;
        }
        let taken = if kind == Kind::If { parameters } else { 0 };
        self.carried = self.carried.saturating_add(values + taken);
        let kept = u64::from(around.height).saturating_sub(parameters);
        let kept = kept.saturating_add(if kind == Kind::Loop { parameters } else { results });
        self.flow.open(kind, values, kept, blocks);
    }

    fn end(&mut self) {
        let Some(mut met) = self.flow.end() else { return };
        let arrivals = std::mem::take(&mut met.arrivals);
        self.met = met;
        if self.is_crowded() {
            self.holes = Some(Holes::new(arrivals, &self.unreached));
        }
    }

    fn used_locals(&self) -> u64 {
        self.locals.min(self.accesses) + 1
    }

    /// Locals and operands that are alive on one of several ways, and not on another.
    pub(super) fn left(&self) -> u64 {
        self.met.left
    }

    /// Registers that are looked at, and hold values: thirds. Some are for every value, whatever else is held.
    fn probes(&self) -> u64 {
        self.met.held.probes.saturating_add(self.held_operands.probes).saturating_add(self.values.saturating_mul(10))
    }

    /// Whether it is compiled after all that are not (`LIMIT-7`).
    pub(super) fn is_large(&self) -> bool {
        table::grows(self.values)
    }

    /// What the optimiser follows what was stored in: globals that are set, memory, tables and others.
    pub(super) fn stored_regions(&self) -> u64 {
        self.set_globals.len() as u64 + 8
    }

    pub(super) fn calls(&self) -> u64 {
        self.calls
    }

    /// Basic blocks.
    pub(super) fn blocks(&self) -> u64 {
        self.blocks
    }

    pub(super) fn values(&self) -> u64 {
        self.values
    }

    /// Instructions.
    pub(super) fn instructions(&self) -> u64 {
        self.instructions
    }

    pub(super) fn written_again(&self) -> &WrittenAgain {
        &self.written_again
    }

    /// Instructions before each hole that the function gets, or nothing if it is not crowded (`LIMIT-5`).
    pub(super) fn into_holes(self) -> Option<Vec<u64>> {
        self.holes.map(|holes| holes.places)
    }

    /// Whether its locals go to globals (`LIMIT-6`).
    pub(super) fn is_spilled(&self) -> bool {
        self.live_through_much(self.used_locals())
    }

    /// To the optimiser, what was got from a global or set there is a value that lives until it is got again.
    pub(super) fn may_be_optimised(&self) -> bool {
        !self.live_through_much(self.used_locals().saturating_add(self.globals.len() as u64))
    }

    /// One more is counted than there are.
    fn live_through_much(&self, values: u64) -> bool {
        values > 1 && self.blocks.saturating_mul(values.saturating_add(MORE_LOCALS)) >= SPILLED
    }

    /// The register allocator may read all that arrives once more for each value at each block: all that have a local, and all operands.
    fn is_crowded(&self) -> bool {
        let alive = self.blocks.saturating_mul(self.used_locals()).saturating_add(self.block_operands);
        self.met.arriving.saturating_mul(alive) >= CROWDED
    }
}

fn yields_a_value(operator: &Operator<'_>, callee: Option<&FuncType>) -> bool {
    callee.map_or_else(|| !yields_nothing(operator), |ty| !ty.results().is_empty())
}

pub(super) fn sum(terms: &[(u64, u64, u64)]) -> u64 {
    let product = |(weight, one, other): &(u64, u64, u64)| weight.saturating_mul(*one).saturating_mul(*other);
    terms.iter().map(product).fold(0, u64::saturating_add)
}

/// Parameters and results of a block.
pub(in crate::admission) fn block_values<'t>(
    operator: &Operator<'_>,
    type_at: impl FnOnce(u32) -> Option<&'t FuncType>,
) -> (usize, usize) {
    match operator {
        Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty } => match blockty {
            BlockType::Empty => (0, 0),
            BlockType::Type(_) => (0, 1),
            BlockType::FuncType(index) => type_at(*index).map_or((0, 0), |ty| (ty.params().len(), ty.results().len())),
        },
        _ => (0, 0),
    }
}
