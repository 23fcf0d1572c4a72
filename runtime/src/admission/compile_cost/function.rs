//! What one function costs, counted in one pass.

use wasmparser::{BlockType, FuncType, Operator};

use super::elaborated::Elaborated;
use super::holes::{Arrivals, OpenLoop};
use super::operators::{computes, dear, is_constant, is_rotation, only_computes};

/// Arrivals times values from which a function is crowded.
const CROWDED: u64 = 1 << 20;
/// Cost of a rotation beyond any other instruction's, in a function that rotates by what is not a constant.
const ROTATION: u64 = 40_000;
/// Arrivals that may be read over for each value, where there are holes.
const READ_OVER: u64 = 256;

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
    /// Locals, parameters included.
    locals: u64,
    /// Instructions that use a local.
    accesses: u64,
    /// Instructions.
    instructions: u64,
    /// Operands on the stack after each instruction, summed.
    operands: u64,
    /// Instructions that compute: neither control, nor locals, nor constants.
    computing: u64,
    /// Those of them that are decided by their operands alone.
    pure: u64,
    elaborated: Elaborated,
    /// Sum of the squares of the number of loops around each instruction.
    nesting: u64,
    /// Cost of single instructions that are dearer than others.
    dear: u64,
    rotations: u64,
    /// One of them is not by a constant.
    rotates_by_unknown: bool,
    calls: u64,
    /// Parameters and results of all calls.
    call_values: u64,
    /// Basic blocks of the compiler's.
    blocks: u64,
    /// Times that a branch table names a block which it has named before.
    repeated: u64,
    conditional_branches: u64,
    loops: u64,
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
    /// It was a constant.
    was_constant: bool,
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
    pub(in crate::admission) fn new(ty: &FuncType, locals: u32) -> Self {
        let locals = ty.params().len().saturating_add(crate::host::count(locals));
        // The body is a block: where the stack is counted, `return` is a branch to its end.
        let body = Open { values: ty.results().len() as u64, ..Open::default() };
        Self {
            locals: locals as u64,
            blocks: 1,
            open: vec![body],
            last_set: vec![0; locals],
            last_moved: vec![0; locals],
            elaborated: Elaborated::new(ty.params().len(), locals, ty.results().len()),
            computed: true,
            ..Self::default()
        }
    }

    pub(in crate::admission) fn operator(&mut self, operator: &Operator<'_>, around: &Surroundings<'_>) {
        self.instructions += 1;
        self.operands = self.operands.saturating_add(around.height.into());
        self.nesting = self.nesting.saturating_add(self.open_loops.saturating_mul(self.open_loops));
        let blocks_before = self.blocks;
        match operator {
            Operator::Block { .. } => self.open(Kind::Block, around, 1),
            Operator::Loop { .. } => self.open(Kind::Loop, around, 4),
            Operator::If { .. } => self.open(Kind::If, around, 3),
            Operator::End => self.close(),
            Operator::Br { relative_depth } => self.branch(*relative_depth),
            Operator::Return => self.branch(u32::try_from(self.open.len().saturating_sub(1)).unwrap_or(u32::MAX)),
            Operator::BrIf { relative_depth } => {
                self.blocks += 1;
                self.conditional_branches += 1;
                self.branch(*relative_depth);
            }
            Operator::BrTable { targets } => {
                self.blocks += u64::from(targets.len());
                self.branch_tables += 1;
                for target in targets.targets().flatten().chain([targets.default()]) {
                    self.branch(target);
                    self.table_target(target, targets.len());
                }
            }
            Operator::LocalGet { .. } => self.accesses += 1,
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => self.set(*local_index),
            _ => {
                let (cost, blocks) = dear(operator);
                self.dear = self.dear.saturating_add(cost);
                self.blocks += blocks;
            }
        }
        if let Some(callee) = around.callee {
            self.calls += 1;
            self.call_values += super::values(callee);
        }
        if is_rotation(operator) {
            self.rotations += 1;
            self.rotates_by_unknown |= !self.was_constant;
        }
        self.was_constant = is_constant(operator);
        self.computing += u64::from(computes(operator));
        self.pure += u64::from(only_computes(operator));
        if !matches!(operator, Operator::LocalTee { .. }) {
            self.computed = computes(operator) || is_constant(operator);
        }
        let (parameters, results) = around.callee.map_or(around.block, |callee| (0, callee.results().len()));
        self.elaborated.operator(operator, crate::host::count(around.height), parameters, results);
        let blocks = self.blocks - blocks_before;
        self.block_operands = self.block_operands.saturating_add(blocks.saturating_mul(around.height.into()));
    }

    fn open(&mut self, kind: Kind, around: &Surroundings<'_>, blocks: u64) {
        self.blocks += blocks;
        let (parameters, results) = (around.block.0 as u64, around.block.1 as u64);
        let mut values = results;
        let mut meeting = None;
        if kind == Kind::Loop {
            meeting = Some(self.arrivals.open_loop(self.instructions));
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
        // The fuel counter meets as well.
        let since = |last: &[u64]| last.iter().filter(|last| **last > start).count() as u64;
        let set = if self.last_set_any <= start { 0 } else { since(&self.last_set) };
        let meets = kind != Kind::Block || branches > 0;
        let meeting = if meets { set + values + 1 } else { values };
        let arriving = meeting.saturating_mul(branches + 1);
        if let Some(meeting) = open.meeting {
            self.arrivals.close_loop(meeting, arriving);
            let moved = if self.last_set_any <= start { 0 } else { since(&self.last_moved) };
            self.moves = self.moves.saturating_add(values + moved);
            self.open_loops -= 1;
        } else if meets && !self.open.is_empty() {
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
        }
    }

    fn set(&mut self, local: u32) {
        self.accesses += 1;
        let at = crate::host::count(local);
        if let (Some(set), Some(moved)) = (self.last_set.get_mut(at), self.last_moved.get_mut(at)) {
            *set = self.instructions;
            self.last_set_any = self.instructions;
            if !self.computed && self.open_loops > 0 {
                *moved = self.instructions;
            }
        }
    }

    /// Instructions that are written, those that are written once more included.
    pub(super) fn written(&self) -> u64 {
        self.instructions.saturating_add(self.again())
    }

    /// Instructions that are written once more.
    pub(super) fn again(&self) -> u64 {
        self.elaborated.count().saturating_sub(self.pure)
    }

    /// Pairs of values that may be in each other's way: of the instructions, or of the blocks, which weigh more.
    fn in_the_way(&self) -> u64 {
        let places = self.places();
        sum(&[(1, self.instructions, self.instructions)]).max(sum(&[(30, places, places)]))
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
        let Self { blocks, loops, meeting, arriving, conditional_branches: conditional, .. } = *self;
        let locals = self.used_locals();
        let terms = [
            (60_000, 1, 1),
            // Counting the stack, where the function calls others.
            (30_000, self.calls.min(1), 1),
            (4_000, self.locals, 1),
            (2_400, self.instructions, 1),
            (400, self.computing, 1),
            (1_000, self.elaborated.count(), 1),
            (5_500, self.again(), 1),
            (3_000, self.elaborated.in_a_row(), 1),
            (100, self.pressure(), 1),
            (15, self.nesting, 1),
            (1, self.dear(), 1),
            (2_500, self.calls, 1),
            (1_200, self.call_values, 1),
            (4_800, blocks, 1),
            (7_000, conditional, 1),
            (15, conditional, conditional),
            (3_000, loops, 1),
            (8, loops, loops),
            (800, meeting, 1),
            (350, arriving, 1),
            (4, self.moves, arriving),
            (1, self.scans, 1),
            (20, blocks, locals),
            (250, loops, locals),
            (120_000, self.loop_operands, 1),
            (40, self.block_operands, 1),
            (30_000, self.holes.as_ref().map_or(0, Vec::len) as u64, 1),
        ];
        let squares = sum(&[(6, self.in_the_way(), 1), (25, meeting, meeting), (5, self.rescans(), 1)]);
        sum(&terms).saturating_add(squares / 20)
    }

    /// The optimiser makes one of rotations in a row. Of constants that ends; by what is not known it tries every way to add the amounts up.
    fn dear(&self) -> u64 {
        let rotations = if self.rotates_by_unknown { self.rotations } else { 0 };
        self.dear.saturating_add(rotations.saturating_mul(ROTATION))
    }

    /// Operands held at each instruction, squared.
    fn pressure(&self) -> u64 {
        self.operands.saturating_mul(self.operands) / self.instructions.max(1)
    }

    /// Instructions before each hole that the function gets, or nothing if it is not crowded (`LIMIT-5`).
    pub(in crate::admission) fn into_holes(self) -> Option<Vec<u64>> {
        self.holes
    }

    /// The register allocator may read all that arrives once more for each value at each block.
    fn is_crowded(&self) -> bool {
        self.arriving.saturating_mul(self.alive()) >= CROWDED
    }

    /// Values that are alive at each block, summed: all that have a local, and all operands.
    fn alive(&self) -> u64 {
        self.blocks.saturating_mul(self.used_locals()).saturating_add(self.block_operands)
    }

    /// What may be read over where values meet.
    fn rescans(&self) -> u64 {
        let arriving = if self.is_crowded() { self.arriving.min(READ_OVER) } else { self.arriving };
        arriving.saturating_mul(self.alive())
    }

    /// Bytes while the function is compiled.
    pub(super) fn bytes(&self) -> u64 {
        let Self { blocks, loops, meeting, arriving, .. } = *self;
        let locals = self.used_locals();
        let terms = [
            (1 << 20, 1, 1),
            (750, self.instructions, 1),
            (1_100, self.computing, 1),
            (3_200, self.again(), 1),
            (1_200, self.elaborated.in_a_row(), 1),
            (6_000, self.calls, 1),
            (1_100, self.call_values, 1),
            (3_100, blocks, 1),
            (3, self.places(), self.places()),
            (2_200, meeting, 1),
            (1, meeting, meeting),
            (22_000, self.carried, 1),
            (400, arriving, 1),
            (30, blocks, locals),
            (3, loops, loops),
            (1_100, loops, locals),
            (1_100, self.loop_operands, 1),
            (400, self.block_operands, 1),
        ];
        sum(&terms).saturating_add(self.dear() / 6)
    }

    /// Bytes of its code and what belongs to it.
    pub(super) fn kept_bytes(&self) -> u64 {
        sum(&[(11_000, 1, 1), (45, self.instructions, 1)])
    }
}

fn sum(terms: &[(u64, u64, u64)]) -> u64 {
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
