//! The ways through a function, kept while it is read; and what they come to, once it has ended.

mod backwards;
mod ranks;
mod weights;

pub(super) use weights::Value;
use weights::Weights;

/// Of the machine that has most.
const REGISTERS: u64 = 28;

/// A function as the ways through it see it.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    locals: usize,
    entries: Vec<Entry>,
    /// Blocks that are not closed yet.
    open: Vec<Block>,
    /// For each loop, in the order of the code, the innermost around it.
    around: Vec<Option<usize>>,
    /// The most loops that are in each other.
    nesting: u64,
    weights: Weights,
}

/// An instruction, and the basic blocks it makes.
#[derive(Debug, Clone)]
enum Entry {
    Open { blocks: u64 },
    End(Block),
    Step { step: Step, blocks: u64, held: Held },
}

impl Entry {
    fn may_begin_a_basic_block(&self) -> bool {
        match self {
            Self::Open { .. } | Self::End(_) => true,
            Self::Step { step, blocks, .. } => {
                *blocks > 0 || !matches!(step, Step::Get(_) | Step::Set { .. } | Step::Other)
            }
        }
    }
}

/// What an instruction costs for each value that is held meanwhile; and the sum of that.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    /// Cost of what is in its way.
    pub conflicts: u64,
    /// Registers that are looked at, and hold it: thirds.
    pub probes: u64,
}

impl Held {
    /// Where so many values are held.
    pub(super) fn add(&mut self, instruction: Self, values: u64) {
        self.conflicts = self.conflicts.saturating_add(instruction.conflicts.saturating_mul(values));
        self.probes = self.probes.saturating_add(instruction.probes.saturating_mul(values.min(REGISTERS)));
    }
}

#[derive(Debug, Clone, Copy)]
struct Block {
    kind: Kind,
    /// What it yields, and what a loop takes.
    values: u64,
    /// Operands that a branch to it leaves on the stack.
    kept: u64,
    /// The innermost loop around it, or itself: how many begin before that.
    innermost_loop: Option<usize>,
    /// Loops around it, itself included.
    loops: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Block,
    Loop,
    If,
}

/// What an instruction is to the ways through a function, if it neither opens nor closes a block.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Get(usize),
    Set {
        local: usize,
        /// To what was not computed right before.
        moves: bool,
        value: Value,
    },
    Else,
    Branch(usize),
    BranchIf {
        depth: usize,
        operands: u64,
    },
    /// All targets, the default last.
    BranchTable {
        depths: Vec<usize>,
        operands: u64,
    },
    Unreachable,
    Other,
}

/// What a function's ways come to. The spec names each by the letter in brackets. What is alive, or ends, is counted by its weight.
#[derive(Debug, Clone, Default)]
pub(super) struct Met {
    /// Locals alive at the instruction that makes each basic block (D).
    pub alive: u64,
    /// Locals and operands that are alive on one of several ways, and not on another (F).
    pub left: u64,
    /// What locals that are alive cost.
    pub held: Held,
    /// What all locals weigh.
    pub weight: u64,
    /// Locals that pass over loops, once for each loop (Y).
    pub passes: u64,
    /// Values that meet where branches meet (P).
    pub meeting: u64,
    /// Places where they meet (Π).
    pub places: u64,
    /// Values that meet, once for each way there (A).
    pub arriving: u64,
    /// The same, times the values that meet there.
    pub read_again: u64,
    /// Arrivals of different values, the fuel left out (Θ).
    pub different: u64,
    /// At each place, the most different values of one local that arrive there (Φ).
    pub most_different: u64,
    /// Arrivals, each times the pieces of what it may be one with.
    pub put_in_order: u64,
    /// Places where values meet, each times those where the same may meet.
    pub copied: u64,
    /// Ways on which a local ends that is alive on another (Ψ).
    pub ends: u64,
    /// Locals alive where branches lead, once for each branch (Δ).
    pub led: u64,
    /// What is alive at each basic block and each branch, times the loops around there (Υ).
    pub looked_at_again: u64,
    /// Times that a branch table is read over for a value that meets at one of its targets (S).
    pub scans: u64,
    /// Locals set in a loop to what another local, or a block, had; parameters and results of the loop. Summed over loops (M).
    pub moves: u64,
    /// The most loops that are in each other.
    pub nesting: u64,
    /// What arrives where, but for the end of the function: the instructions before that place, and the values.
    pub arrivals: Vec<(u64, u64)>,
}

impl Met {
    /// What is alive somewhere is looked at again for each loop around.
    fn look_again(&mut self, alive: u64, loops: u64) {
        self.looked_at_again = self.looked_at_again.saturating_add(alive.saturating_mul(loops));
    }
}

impl Flow {
    pub(super) fn new(locals: usize, results: u64) -> Self {
        let body = Block { kind: Kind::Block, values: results, kept: results, innermost_loop: None, loops: 0 };
        Self { locals, open: vec![body], weights: Weights::new(locals), ..Self::default() }
    }

    pub(super) fn open(&mut self, kind: Kind, values: u64, kept: u64, blocks: u64) {
        let outer = self.open.last();
        let mut innermost_loop = outer.and_then(|outer| outer.innermost_loop);
        let mut loops = outer.map_or(0, |outer| outer.loops);
        if kind == Kind::Loop {
            let around = innermost_loop.replace(self.around.len());
            self.around.push(around);
            loops += 1;
            self.nesting = self.nesting.max(loops);
        }
        self.open.push(Block { kind, values, kept, innermost_loop, loops });
        self.entries.push(Entry::Open { blocks });
    }

    /// Closes a block, or ends the function: then, what it comes to.
    pub(super) fn end(&mut self) -> Option<Met> {
        self.entries.push(Entry::End(self.open.pop()?));
        if !self.open.is_empty() {
            return None;
        }
        self.weights.follow_copies();
        Some(backwards::read(&std::mem::take(self)))
    }

    pub(super) fn step(&mut self, step: Step, blocks: u64, held: Held) {
        if let Step::Set { local, value, .. } = step {
            self.weights.set(local, value);
        }
        self.entries.push(Entry::Step { step, blocks, held });
    }

    /// Blocks that are not closed yet, the body included.
    pub(super) fn open_blocks(&self) -> usize {
        self.open.len()
    }
}
