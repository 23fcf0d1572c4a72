//! Functions whose native frames may be large for what they weigh, and how large those frames are on an engine.
//!
//! A [`Shape`] is a list of pieces, each a way to make a compiler keep many values; the search changes the list and keeps what makes
//! frames larger. No body is ever run: a function first calls itself, so that frames can be counted, for ever.

mod body;
mod frame;

use crate::random::Random;

pub use frame::{Frame, Measure, THREAD_BYTES, engine};

/// Ways to make a compiler keep values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A call: of an empty function, of itself, of a hostcall, through a table.
    Call,
    /// Values left on the operand stack until the end.
    Operands,
    /// Expressions repeated after a call, which the optimiser computes once.
    Common,
    /// Stores, which yield nothing but have addresses, repeated after a call.
    Stores,
    /// Results of calls, left on the operand stack.
    CallResults,
    /// A call with many arguments.
    CallArguments,
    /// Calls with many arguments that are the results of others.
    CallChain,
    /// Loops in each other, with locals that change in the innermost.
    LoopNest,
    /// Loops one after another.
    LoopRow,
    /// Blocks in each other, all left by one `br_table`, with locals that change.
    BlockNest,
    /// Locals that change in `if`s.
    Ifs,
    /// Blocks with parameters and results.
    BlockValues,
    /// Bulk instructions.
    Bulk,
    /// Elements of a table.
    Tables,
    /// Locals set to values not known before, and used at the end.
    Locals,
    /// Divisions and shifts.
    Divisions,
}

const KINDS: [Kind; 16] = [
    Kind::Call,
    Kind::Operands,
    Kind::Common,
    Kind::Stores,
    Kind::CallResults,
    Kind::CallArguments,
    Kind::CallChain,
    Kind::LoopNest,
    Kind::LoopRow,
    Kind::BlockNest,
    Kind::Ifs,
    Kind::BlockValues,
    Kind::Bulk,
    Kind::Tables,
    Kind::Locals,
    Kind::Divisions,
];

/// One way, how often, how wide, and its details by a seed.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// The way.
    pub kind: Kind,
    /// How often, or how deep.
    pub count: u32,
    /// How many values or locals, where that is another number.
    pub width: u32,
    /// Decides the rest.
    pub seed: u32,
}

/// A function.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Parameters of type `i64`, then of type `i32`.
    pub parameters: (u32, u32),
    /// Results, all `i64`.
    pub results: u32,
    /// Locals of type `i64`, then of type `i32`.
    pub locals: (u32, u32),
    /// Calls nothing: then its frame is measured under a driver.
    pub leaf: bool,
    /// The body.
    pub pieces: Vec<Piece>,
}

impl Shape {
    /// A few pieces by chance.
    #[must_use]
    pub fn random(random: &mut Random) -> Self {
        let leaf = random.below(4) == 0;
        let mut shape = Self {
            parameters: (random.below(4), random.below(4)),
            results: 1,
            locals: (1 + random.below(20), 1 + random.below(10)),
            leaf,
            pieces: Vec::new(),
        };
        for _ in 0..=random.below(3) {
            shape.pieces.push(Piece::random(random));
        }
        shape
    }

    /// A neighbour.
    #[must_use]
    pub fn mutated(&self, random: &mut Random) -> Self {
        let mut shape = self.clone();
        for _ in 0..=random.below(3) {
            shape.mutate(random);
        }
        shape
    }

    fn mutate(&mut self, random: &mut Random) {
        let at = random.below(u32::try_from(self.pieces.len().max(1)).unwrap_or(1)) as usize;
        match random.below(14) {
            0 => self.parameters.0 = scaled(self.parameters.0, 20, random),
            1 => self.parameters.1 = scaled(self.parameters.1, 12, random),
            2 => self.results = scaled(self.results, 32, random),
            3 => self.locals.0 = scaled(self.locals.0, 900, random),
            4 => self.locals.1 = scaled(self.locals.1, 100, random),
            5 => self.pieces.insert(at, Piece::random(random)),
            6 if self.pieces.len() > 1 => drop(self.pieces.remove(at)),
            7 if self.pieces.len() < 12 => self.pieces.extend(self.pieces.get(at).copied()),
            8 if self.pieces.len() > 1 => self.pieces.swap(at, 0),
            _ => {
                if let Some(piece) = self.pieces.get_mut(at) {
                    piece.mutate(random);
                }
            }
        }
    }

    /// The module: exports the frames counted (`frames`), whether to nest (`nest`) and the call that never returns (`run`).
    #[must_use]
    pub fn text(&self) -> String {
        let text = body::text(self);
        let wide = "i64 ".repeat(32);
        let thirty_two = "(i64.const 1) ".repeat(32);
        let arguments = self.arguments();
        let drops = "(drop) ".repeat(self.results as usize);
        let run = if self.leaf {
            // Alone, or with the shape at each level: the difference is the shape's frame.
            format!(
                "(func $run (export \"run\") (result i64)
                  (global.set $frames (i32.add (global.get $frames) (i32.const 1)))
                  (if (global.get $nest) (then {arguments} (call $shape) {drops}))
                  (call $run))"
            )
        } else {
            format!("(func $run (export \"run\") (result i64) {arguments} (call $shape) {drops} (i64.const 0))")
        };
        format!(
            "(module
              (import \"env\" \"state_get\" (func $state_get (param i32) (result i64)))
              (type $empty (func)) (memory 1) (table $t 20 20 funcref) (elem (i32.const 0) $empty)
              (global $frames (mut i32) (i32.const 0)) (export \"frames\" (global $frames))
              (global $nest (mut i32) (i32.const 0)) (export \"nest\" (global $nest))
              (global $g (mut i64) (i64.const 0)) (global $h (mut i32) (i32.const 0))
              (func $empty (type $empty))
              (func $many (result {wide}) {thirty_two})
              (func $takes (param {wide}) (result i64) (local.get 0))
              (func $passes (param {wide}) (result {wide}) {thirty_two})
              {text}
              {run})"
        )
    }

    fn arguments(&self) -> String {
        "(i64.const 1) ".repeat(self.parameters.0 as usize) + &"(i32.const 1) ".repeat(self.parameters.1 as usize)
    }
}

impl Piece {
    fn random(random: &mut Random) -> Self {
        Self {
            kind: KINDS[random.below(16) as usize],
            count: 1 << random.below(7),
            width: 1 << random.below(7),
            seed: random.below(1 << 16),
        }
    }

    fn mutate(&mut self, random: &mut Random) {
        match random.below(4) {
            0 | 1 => self.count = scaled(self.count, 1_500, random).max(1),
            2 => self.width = scaled(self.width, 900, random).max(1),
            _ => self.seed = random.below(1 << 16),
        }
    }
}

fn scaled(number: u32, most: u32, random: &mut Random) -> u32 {
    let changed = match random.below(6) {
        0 => number * 2,
        1 => number + 1,
        2 => number + number / 4 + 1,
        3 => number / 2,
        4 => number.saturating_sub(1),
        _ => number - number / 4,
    };
    changed.min(most)
}
