//! Modules that may be dear to compile for what they are estimated at (spec clause `LIMIT-4`).
//!
//! A [`Shape`] is a tree of pieces, each a way to make a compiler work: pieces hold others, in a row or inside each other. The search
//! changes the tree and keeps what makes compiling slower, or larger. No module is ever run.

mod emit;

use crate::candidate::Candidate;
use crate::random::Random;

/// Copies of a function.
const MOST_FUNCTIONS: u32 = 4_900;
/// How often or how deep a piece may be, and how wide.
const MOST: u32 = 40_000;
const WIDEST: u32 = 1_000;

/// Ways to make a compiler work. The first ones hold other pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What is inside, again and again.
    Row,
    /// Loops in each other.
    Loops,
    /// Blocks in each other.
    Blocks,
    /// `if`s in each other.
    Ifs,
    /// A branch table over blocks, and what is inside after each.
    Switch,
    /// Values on the operand stack under what is inside.
    Hold,
    /// A block or loop with parameters and results.
    Carry,
    /// What no way leads to.
    Unreached,
    /// Locals set to what is not known before.
    Sets,
    /// Locals read.
    Reads,
    /// Locals that change places.
    Permute,
    /// Expressions of locals, the same in every place.
    Common,
    /// Expressions of constants.
    Constants,
    /// Divisions, shifts, multiplications.
    Heavy,
    /// Loads and stores.
    Memory,
    /// Calls.
    Calls,
    /// Globals read and written.
    Globals,
    /// Bulk, table and growth instructions.
    Bulk,
    /// Branches out.
    Branches,
    /// `select`, comparisons, bit counts.
    Selects,
    /// `return` and `unreachable`, behind a branch.
    Returns,
}

const HOLDERS: [Kind; 8] =
    [Kind::Row, Kind::Loops, Kind::Blocks, Kind::Ifs, Kind::Switch, Kind::Hold, Kind::Carry, Kind::Unreached];
const LEAVES: [Kind; 13] = [
    Kind::Sets,
    Kind::Reads,
    Kind::Permute,
    Kind::Common,
    Kind::Constants,
    Kind::Heavy,
    Kind::Memory,
    Kind::Calls,
    Kind::Globals,
    Kind::Bulk,
    Kind::Branches,
    Kind::Selects,
    Kind::Returns,
];

/// One way, how often, how wide, its details by a seed, and what is inside.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The way.
    pub kind: Kind,
    /// How often, or how deep.
    pub count: u32,
    /// How many values or locals, where that is another number.
    pub width: u32,
    /// Decides the rest.
    pub seed: u32,
    /// Pieces inside, if it holds any.
    pub inside: Vec<Piece>,
}

impl Piece {
    fn random(random: &mut Random, depth: u32) -> Self {
        let holds = depth > 0 && random.below(5) < 3;
        let mut piece = Self {
            kind: kind(random, holds),
            count: if random.below(3) == 0 { 1 } else { random.log_uniform(if holds { 11 } else { 7 }) },
            width: random.log_uniform(9),
            seed: random.below(1 << 16),
            inside: Vec::new(),
        };
        if holds {
            piece.inside = (0..=random.below(3)).map(|_| Self::random(random, depth - 1)).collect();
        }
        piece
    }

    fn mutate(&mut self, random: &mut Random) {
        if !self.inside.is_empty() && random.below(5) < 3 {
            let at = random.among(self.inside.len());
            return self.inside[at].mutate(random);
        }
        match random.below(14) {
            2..5 => self.width = scaled(self.width, WIDEST, random),
            5 => self.seed = random.below(1 << 16),
            6 => self.seed ^= 1 << random.below(16),
            7 => self.kind = kind(random, !self.inside.is_empty()),
            8 if self.inside.len() > 1 => drop(self.inside.remove(random.among(self.inside.len()))),
            9 => {
                let inner = std::mem::replace(self, Self::random(random, 1));
                if HOLDERS.contains(&self.kind) { self.inside.push(inner) } else { *self = inner }
            }
            10 if HOLDERS.contains(&self.kind) => {
                let at = random.among(self.inside.len());
                self.inside.insert(at, Self::random(random, 1));
            }
            11 if !self.inside.is_empty() => *self = self.inside.swap_remove(random.among(self.inside.len())),
            12 if self.inside.len() > 1 => {
                let (one, other) = (random.among(self.inside.len()), random.among(self.inside.len()));
                self.inside.swap(one, other);
            }
            _ => self.count = scaled(self.count, MOST, random),
        }
    }

    /// Doubles or halves one of the numbers.
    fn resize(&mut self, grows: bool, random: &mut Random) {
        if !self.inside.is_empty() && random.below(2) == 0 {
            let at = random.among(self.inside.len());
            return self.inside[at].resize(grows, random);
        }
        let (number, most) = if random.below(4) == 0 { (&mut self.width, WIDEST) } else { (&mut self.count, MOST) };
        *number = resized(*number, most, grows);
    }
}

/// A module: one function in many copies, another before them, and what else there is.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Body of the function before the copies, if any: what the compiler keeps of it makes them dearer.
    pub first: Vec<Piece>,
    /// Copies of the function.
    pub functions: u32,
    /// Its parameters and results, all `i64`.
    pub signature: u32,
    /// Its locals, all `i64`.
    pub locals: u32,
    /// It calls itself once, and so has its stack counted.
    pub is_counted: bool,
    /// Its body.
    pub pieces: Vec<Piece>,
    /// Types besides the needed.
    pub types: u32,
    /// Globals.
    pub globals: u32,
    /// Items of element segments.
    pub items: u32,
}

impl Candidate for Shape {
    fn wasm(&self) -> Vec<u8> {
        emit::module(self)
    }

    /// A neighbour.
    fn mutated(&self, random: &mut Random) -> Self {
        let mut shape = self.clone();
        for _ in 0..=random.below(3) {
            shape.mutate(random);
        }
        shape
    }

    /// Larger or smaller: one of its numbers is doubled or halved.
    fn resized(&self, grows: bool, random: &mut Random) -> Self {
        let mut shape = self.clone();
        if shape.pieces.is_empty() || random.below(4) == 0 {
            shape.functions = resized(shape.functions, MOST_FUNCTIONS, grows);
        } else {
            let at = random.among(shape.pieces.len());
            shape.pieces[at].resize(grows, random);
        }
        shape
    }
}

impl Shape {
    /// By chance.
    #[must_use]
    pub fn random(random: &mut Random) -> Self {
        Self {
            first: Vec::new(),
            functions: if random.below(2) == 0 { 1 } else { random.log_uniform(10) },
            signature: random.below(8),
            locals: random.log_uniform(9),
            is_counted: random.below(3) == 0,
            pieces: (0..=random.below(3)).map(|_| Piece::random(random, 3)).collect(),
            types: 0,
            globals: random.below(20),
            items: 0,
        }
    }

    fn mutate(&mut self, random: &mut Random) {
        let at = random.among(self.pieces.len());
        match random.below(22) {
            0..3 => self.functions = scaled(self.functions, MOST_FUNCTIONS, random),
            3 => self.signature = scaled(self.signature, 32, random),
            4..6 => self.locals = scaled(self.locals, WIDEST, random),
            6 => self.is_counted = !self.is_counted,
            7 => self.types = scaled(self.types, 900, random),
            8 => self.globals = scaled(self.globals, 1_000, random),
            9 => self.items = scaled(self.items, 10_000, random),
            10 => self.pieces.insert(at, Piece::random(random, 2)),
            11 if self.pieces.len() > 1 => drop(self.pieces.remove(at)),
            12 => self.mutate_first(random),
            _ => {
                if let Some(piece) = self.pieces.get_mut(at) {
                    piece.mutate(random);
                }
            }
        }
    }

    fn mutate_first(&mut self, random: &mut Random) {
        match (random.below(5), self.first.first_mut()) {
            (0, _) => std::mem::swap(&mut self.first, &mut self.pieces),
            (1, _) => self.first.clone_from(&self.pieces),
            (2, Some(_)) => self.first.clear(),
            (3.., Some(piece)) => piece.mutate(random),
            (_, None) => self.first.push(Piece::random(random, 3)),
        }
    }
}

fn kind(random: &mut Random, holds: bool) -> Kind {
    let kinds: &[Kind] = if holds { &HOLDERS } else { &LEAVES };
    kinds[random.among(kinds.len())]
}

fn resized(number: u32, most: u32, grows: bool) -> u32 {
    if grows { number.saturating_mul(2).min(most) } else { (number / 2).max(1) }
}

fn scaled(number: u32, most: u32, random: &mut Random) -> u32 {
    let number = match random.below(6) {
        0 => number.saturating_mul(2),
        1 => number / 2,
        2 => number.saturating_add(1),
        3 => number.saturating_sub(1),
        4 => number.saturating_add(number / 4).saturating_add(1),
        _ => number.saturating_sub(number / 4),
    };
    number.clamp(1, most)
}
