//! What one function costs, counted in one pass.

use wasmparser::{BlockType, FuncType, Operator};

use super::holes::{Arrivals, OpenLoop};
use super::operators::{computes, conflicts, dear, is_constant, values};
use super::optimised::WrittenAgain;
use super::uses::{Along, Place, Uses};

/// Arrivals times values from which a function is crowded.
const CROWDED: u64 = 1 << 20;

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
pub(in crate::admission) struct FunctionCost {
    /// Of the memory as it begins.
    memory_bytes: u64,
    /// Locals, parameters included.
    locals: u64,
    /// Instructions that use a local.
    accesses: u64,
    /// Instructions.
    instructions: u64,
    /// Operands on the stack after each instruction, summed.
    operands: u64,
    written_again: WrittenAgain,
    /// Cost of single instructions that are dearer than others.
    dear: u64,
    /// Values that the compiler makes of them.
    values: u64,
    /// Cost of what is in the way of operands that are held meanwhile.
    conflicting_operands: u64,
    calls: u64,
    /// Parameters and results of all calls.
    call_values: u64,
    /// Basic blocks of the compiler's.
    blocks: u64,
    /// Times that a branch table names a block which it has named before.
    repeated: u64,
    conditional_branches: u64,
    loops: u64,
    /// Locals that pass over loops, once for each loop.
    passes: u64,
    uses: Uses,
    /// What a local would live through that was alive until here.
    along: Along,
    /// Operands on the stack where each loop begins.
    loop_operands: u64,
    /// Operands on the stack after the instruction that makes each basic block.
    block_operands: u64,
    /// Values that meet where branches meet.
    meeting: u64,
    /// Results of all blocks, parameters of loops too.
    carried: u64,
    /// Values that meet, once for each branch that leads there.
    arriving: u64,
    /// Times that a branch table is read over for a value that meets at one of its targets.
    scans: u64,
    /// Locals set in a loop to what another local, or a block, had; parameters and results of the loop. Summed over loops.
    moves: u64,
    open: Vec<Open>,
    open_loops: u64,
    /// When each local was last set: the number of instructions before.
    last_set: Vec<u64>,
    /// When any was.
    last_set_any: u64,
    /// When each local was last set to what was not computed right before.
    last_moved: Vec<u64>,
    /// The last instruction computed a value.
    computed: bool,
    branch_tables: u64,
    arrivals: Arrivals,
    /// Instructions before each hole, once the function has ended, if it is crowded.
    holes: Option<Vec<u64>>,
}

/// A block that is not closed yet.
#[derive(Debug, Clone, Default)]
struct Open {
    kind: Kind,
    /// Instructions before it.
    start: u64,
    /// Values that it takes or yields.
    values: u64,
    branches: u64,
    /// Targets of the branch tables that lead here.
    targets: u64,
    /// The last branch table that leads here.
    branch_table: u64,
    /// Instructions that branch to its end.
    left_from: Vec<u64>,
    /// Where a loop's arrivals belong.
    meeting: Option<OpenLoop>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Block,
    Loop,
    If,
}

impl FunctionCost {
    pub(in crate::admission) fn new(ty: &FuncType, locals: u32, memory_bytes: u64) -> Self {
        let locals = ty.params().len().saturating_add(crate::host::count(locals));
        // The body is a block: where the stack is counted, `return` is a branch to its end.
        let body = Open { values: ty.results().len() as u64, ..Open::default() };
        Self {
            memory_bytes,
            locals: locals as u64,
            blocks: 1,
            open: vec![body],
            written_again: WrittenAgain::new(),
            last_set: vec![0; locals],
            uses: Uses::new(ty.params().len(), locals),
            last_moved: vec![0; locals],
            computed: true,
            ..Self::default()
        }
    }

    pub(in crate::admission) fn operator(&mut self, operator: &Operator<'_>, around: &Surroundings<'_>) {
        self.instructions += 1;
        self.operands = self.operands.saturating_add(around.height.into());
        let (blocks_before, repeated_before) = (self.blocks, self.repeated);
        match operator {
            Operator::Block { .. } => self.open(Kind::Block, around, 1),
            Operator::Loop { .. } => self.open(Kind::Loop, around, 4),
            Operator::If { .. } => self.open(Kind::If, around, 3),
            Operator::End => self.close(),
            Operator::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.leaves(*relative_depth);
            }
            Operator::Return => self.branch(u32::try_from(self.open.len().saturating_sub(1)).unwrap_or(u32::MAX)),
            Operator::BrIf { relative_depth } => {
                self.blocks += 1;
                self.conditional_branches += 1;
                self.branch(*relative_depth);
                self.leaves(*relative_depth);
            }
            Operator::BrTable { targets } => {
                self.blocks += u64::from(targets.len());
                self.branch_tables += 1;
                for target in targets.targets().flatten().chain([targets.default()]) {
                    self.branch(target);
                    self.table_target(target, targets.len());
                }
            }
            Operator::LocalGet { local_index } => self.used(*local_index, true),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => self.set(*local_index),
            _ => {
                let (cost, blocks) = dear(operator, self.memory_bytes);
                self.dear = self.dear.saturating_add(cost);
                self.blocks += blocks;
            }
        }
        let call_values = around.callee.map_or(0, super::values);
        self.values += values(operator, self.memory_bytes, call_values);
        let conflicts = conflicts(operator, self.memory_bytes, call_values);
        self.conflicting_operands =
            self.conflicting_operands.saturating_add(conflicts.saturating_mul(around.height.into()));
        self.calls += u64::from(around.callee.is_some());
        self.call_values += call_values;
        if !matches!(operator, Operator::LocalTee { .. }) {
            self.computed = computes(operator) || is_constant(operator);
        }
        let blocks = self.blocks - blocks_before;
        self.written_again.operator(operator, blocks);
        self.block_operands = self.block_operands.saturating_add(blocks.saturating_mul(around.height.into()));
        self.along.blocks += blocks;
        self.along.conflicts += conflicts;
        self.along.branches += match operator {
            Operator::Br { .. } | Operator::BrIf { .. } | Operator::Return | Operator::Unreachable => 1,
            Operator::BrTable { .. } => (blocks + 1).saturating_sub(self.repeated - repeated_before),
            _ => 0,
        };
    }

    fn open(&mut self, kind: Kind, around: &Surroundings<'_>, blocks: u64) {
        self.blocks += blocks;
        let (parameters, results) = (around.block.0 as u64, around.block.1 as u64);
        let mut values = results;
        let mut meeting = None;
        if kind == Kind::Loop {
            meeting = Some(self.arrivals.open_loop(self.instructions));
            self.uses.open_loop(self.here());
            self.loops += 1;
            self.open_loops += 1;
            self.loop_operands += u64::from(around.height);
            values += parameters;
        }
        self.open.push(Open { kind, start: self.instructions, values, meeting, ..Open::default() });
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let Open { kind, start, values, branches, targets, .. } = open;
        self.uses.close_block(&open.left_from);
        let since = |last: &[u64]| last.iter().filter(|last| **last > start).count() as u64;
        let ways = branches + 1;
        // Nothing is alive after the body but its results.
        let set = if self.last_set_any <= start || self.open.is_empty() { 0 } else { since(&self.last_set) };
        // The fuel counter meets as well.
        let meeting = if kind != Kind::Block || branches > 0 { set + values + 1 } else { values };
        let arriving = meeting.saturating_mul(ways);
        if let Some(at) = open.meeting {
            self.arrivals.close_loop(at, arriving, ways);
            self.close_loop((branches > 0).then_some(at));
            let moved = if self.last_set_any <= start { 0 } else { since(&self.last_moved) };
            self.moves = self.moves.saturating_add(values + moved);
            self.open_loops -= 1;
        } else if meeting > values && !self.open.is_empty() {
            self.arrivals.at_end(self.instructions, arriving);
        }
        self.carried = self.carried.saturating_add(values);
        self.meeting = self.meeting.saturating_add(meeting);
        self.arriving = self.arriving.saturating_add(arriving);
        self.scans = self.scans.saturating_add(meeting.saturating_mul(targets));
        if self.open.is_empty() && self.is_crowded() {
            self.holes = Some(self.arrivals.holes());
        }
    }

    fn here(&self) -> Place {
        Place { instructions: self.instructions, along: self.along }
    }

    fn close_loop(&mut self, loop_: Option<OpenLoop>) {
        let here = self.here();
        let Self { uses, arrivals, passes, arriving, .. } = self;
        uses.close_loop(loop_, here, passing(arrivals, passes, arriving));
    }

    fn used(&mut self, local: u32, is_read: bool) {
        self.accesses += 1;
        let here = self.here();
        let Self { uses, arrivals, passes, arriving, .. } = self;
        uses.used(crate::host::count(local), here, is_read, passing(arrivals, passes, arriving));
    }

    fn opened(&mut self, relative_depth: u32) -> Option<&mut Open> {
        let at = self.open.len().checked_sub(crate::host::count(relative_depth).saturating_add(1))?;
        self.open.get_mut(at)
    }

    fn branch(&mut self, relative_depth: u32) {
        if let Some(open) = self.opened(relative_depth) {
            open.branches += 1;
        }
    }

    fn table_target(&mut self, relative_depth: u32, targets: u32) {
        let branch_table = self.branch_tables;
        let Some(open) = self.opened(relative_depth) else { return };
        if open.branch_table == branch_table {
            self.repeated += 1;
        } else {
            open.branch_table = branch_table;
            open.targets += u64::from(targets);
            self.leaves(relative_depth);
        }
    }

    fn leaves(&mut self, relative_depth: u32) {
        let instructions = self.instructions;
        if let Some(open) = self.opened(relative_depth)
            && open.kind != Kind::Loop
        {
            open.left_from.push(instructions);
        }
    }

    fn set(&mut self, local: u32) {
        self.used(local, false);
        let at = crate::host::count(local);
        if let (Some(set), Some(moved)) = (self.last_set.get_mut(at), self.last_moved.get_mut(at)) {
            *set = self.instructions;
            self.last_set_any = self.instructions;
            if !self.computed && self.open_loops > 0 {
                *moved = self.instructions;
            }
        }
    }

    /// Pairs of values that may be in each other's way: of the instructions, or of the blocks, which weigh more.
    fn in_the_way(&self) -> u64 {
        let places = self.places();
        let values = self.instructions.saturating_add(self.call_values);
        sum(&[(1, values, values)]).max(sum(&[(30, places, places)]))
    }

    /// Basic blocks, but for those that a branch table leads to once more.
    fn places(&self) -> u64 {
        self.blocks.saturating_sub(self.repeated)
    }

    fn used_locals(&self) -> u64 {
        self.locals.min(self.accesses) + 1
    }

    /// Units, by the formula of `LIMIT-4`.
    pub(super) fn cost(&self) -> u64 {
        let Self { blocks, meeting, arriving, .. } = *self;
        let alive = self.uses.alive();
        let holes = self.holes.as_ref().map_or(0, Vec::len) as u64;
        let terms = [
            (48_000, 1, 1),
            // Counting the stack, where the function calls others.
            (10_000, self.calls.min(1), 1),
            (7_000, self.locals, 1),
            (1_500, self.instructions, 1),
            (35, self.pressure(), 1),
            (1, self.dear, 1),
            (117, alive.blocks, 1),
            (2_200, alive.branches, 1),
            (1, self.conflicts(), 1),
            (10_000, self.calls, 1),
            (1_500, self.call_values, 1),
            (1_500, blocks, 1),
            (1_850, self.conditional_branches, 1),
            (8_000, self.loops, 1),
            (300, meeting, 1),
            (840, arriving, 1),
            (2_600, self.passes, 1),
            (1, self.moves, arriving),
            (40, self.scans, 1),
            (3, self.loops, self.used_locals().saturating_mul(self.used_locals())),
            (140_000, self.loop_operands, 1),
            (64, self.block_operands, 1),
            (15_000, holes, 1),
            (500, holes, self.used_locals()),
        ];
        let squares = sum(&[(26, self.in_the_way(), 1), (50, meeting, meeting)]);
        sum(&terms).saturating_add(squares / 100)
    }

    /// Branches that leave what is alive, and do not lead to it.
    pub(super) fn left(&self) -> u64 {
        self.uses.alive().branches
    }

    /// What is in the way of values that are held, summed.
    pub(super) fn conflicts(&self) -> u64 {
        // Registers that calls are given.
        let calls = self.calls.saturating_mul(200);
        self.uses.alive().conflicts.saturating_add(self.conflicting_operands).saturating_add(calls)
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

    /// Operands held at each instruction, squared.
    fn pressure(&self) -> u64 {
        self.operands.saturating_mul(self.operands) / self.instructions.max(1)
    }

    /// Instructions before each hole that the function gets, or nothing if it is not crowded (`LIMIT-5`).
    pub(in crate::admission) fn into_holes(self) -> Option<Vec<u64>> {
        self.holes
    }

    /// The register allocator may read all that arrives once more for each value at each block: all that have a local, and all operands.
    fn is_crowded(&self) -> bool {
        let alive = self.blocks.saturating_mul(self.used_locals()).saturating_add(self.block_operands);
        self.arriving.saturating_mul(alive) >= CROWDED
    }

    /// Bytes while the function is compiled.
    pub(super) fn bytes(&self) -> u64 {
        let alive = self.uses.alive();
        let places = self.places();
        let terms = [
            (1 << 20, 1, 1),
            (2_500, self.instructions, 1),
            (7_000, self.calls, 1),
            (700, self.call_values, 1),
            (3_300, self.blocks, 1),
            (1_000, self.meeting, 1),
            (6_000, self.carried, 1),
            (200, self.arriving, 1),
            (3_200, self.passes, 1),
            (30, alive.blocks, 1),
            (300, alive.branches, 1),
            (14_000, self.loop_operands, 1),
            (100, self.block_operands, 1),
        ];
        let squares = sum(&[(1, places, places), (2, self.meeting, self.meeting)]) / 2;
        let dear = self.dear.saturating_mul(3) / 5;
        sum(&terms).saturating_add(squares).saturating_add(dear)
    }

    /// Bytes of its code and what belongs to it.
    pub(super) fn kept_bytes(&self) -> u64 {
        sum(&[(11_000, 1, 1), (45, self.instructions, 1), (200, self.calls, 1)])
    }
}

/// Counts the loops that a local passes over.
fn passing<'f>(arrivals: &'f mut Arrivals, passes: &'f mut u64, arriving: &'f mut u64) -> impl FnMut(OpenLoop) + 'f {
    |passed| {
        *passes = passes.saturating_add(1);
        *arriving = arriving.saturating_add(arrivals.passed(passed));
    }
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
