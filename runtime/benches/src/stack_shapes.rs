//! Functions whose native frames may be large for what they weigh, and how large those frames are on an engine.
//!
//! A [`Shape`] is a list of pieces, each a way to make a compiler keep many values; the search changes the list and keeps what makes
//! frames larger. No body is ever run: a function first calls itself, so that frames can be counted, for ever.

use std::fmt::Write as _;

use runtime::{Compiler, Limits};
use wasmtime::{Config, Engine, Inlining, Instance, Linker, Module, OptLevel, Store, TypedFunc, Val};

/// The engines of the comparison.
pub const COMPILERS: [Compiler; 4] =
    [Compiler::Cranelift, Compiler::CraneliftUnoptimised, Compiler::Pulley, Compiler::PulleyUnoptimised];

/// Native stack that frames are counted in: large, so that what is not a frame does not matter.
const STACK_BYTES: usize = 32 << 20;
/// Stack of the thread that [`Measure`] must be used on.
pub const THREAD_BYTES: usize = STACK_BYTES + (8 << 20);

/// Pseudo-random numbers from a seed, the same everywhere (xorshift64*).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// From any seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number.
    #[expect(clippy::should_implement_trait, reason = "a source of numbers without an end, no iterator")]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap_or(0)
    }
}

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
        let mut body = Body { shape: self, text: String::new(), open: Vec::new(), random: Random::new(1) };
        body.function();
        let text = body.text;
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

/// A function being written.
struct Body<'s> {
    shape: &'s Shape,
    text: String,
    /// Types of the values left on the operand stack.
    open: Vec<&'static str>,
    random: Random,
}

impl Body<'_> {
    fn function(&mut self) {
        let Shape { parameters, results, locals, leaf, .. } = *self.shape;
        let list = |ty: &str, count: u32| format!("{ty} ").repeat(count as usize);
        let nest = if leaf {
            format!("{} (return)", "(i64.const 1) ".repeat(results as usize))
        } else {
            let drops = "(drop) ".repeat(results as usize);
            format!(
                "(global.set $frames (i32.add (global.get $frames) (i32.const 1))) {} (call $shape) {drops}",
                self.shape.arguments()
            )
        };
        self.line(&format!(
            "(func $shape (param {}{}) (result {}) (local {}{}) (if (global.get $nest) (then {nest}))",
            list("i64", parameters.0),
            list("i32", parameters.1),
            list("i64", results),
            list("i64", locals.0),
            list("i32", locals.1),
        ));
        for piece in &self.shape.pieces {
            self.random = Random::new(piece.seed.into());
            self.piece(*piece);
        }
        while let Some(ty) = self.open.pop() {
            self.line(match ty {
                "i64" => "global.set $g",
                _ => "global.set $h",
            });
        }
        self.line(&"(i64.const 1) ".repeat(results as usize));
        self.line(")");
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Some `i64` local or parameter; the same number gives the same.
    fn wide(&self, number: u32) -> String {
        let Shape { parameters, locals, .. } = self.shape;
        let count = parameters.0 + locals.0;
        if count == 0 {
            return "(i64.const 3)".to_owned();
        }
        format!("(local.get {})", self.wide_index(number))
    }

    fn wide_index(&self, number: u32) -> u32 {
        let Shape { parameters, locals, .. } = self.shape;
        let number = number % (parameters.0 + locals.0).max(1);
        // Locals come after all parameters.
        if number < parameters.0 { number } else { number + parameters.1 }
    }

    fn narrow(&self, number: u32) -> String {
        let Shape { parameters, locals, .. } = self.shape;
        let count = parameters.1 + locals.1;
        if count == 0 {
            return "(i32.const 3)".to_owned();
        }
        format!("(local.get {})", self.narrow_index(number))
    }

    fn narrow_index(&self, number: u32) -> u32 {
        let Shape { parameters, locals, .. } = self.shape;
        let number = number % (parameters.1 + locals.1).max(1);
        if number < parameters.1 { parameters.0 + number } else { parameters.0 + locals.0 + number }
    }

    fn has_wide(&self) -> bool {
        self.shape.parameters.0 + self.shape.locals.0 > 0
    }

    fn call(&mut self) {
        if self.shape.leaf {
            return;
        }
        match self.random.below(8) {
            0 => self.line("(global.set $g (call $state_get (i32.const 0)))"),
            1 => self.line("(call_indirect (type $empty) (i32.const 0))"),
            2 => {
                let drops = "(drop) ".repeat(self.shape.results as usize);
                self.line(&format!("{} (call $shape) {drops}", self.shape.arguments()));
            }
            _ => self.line("(call $empty)"),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of piece")]
    fn piece(&mut self, piece: Piece) {
        let Piece { kind, count, width, seed } = piece;
        match kind {
            Kind::Call => self.call(),
            Kind::Operands => {
                for number in 0..count {
                    self.operand(seed, number);
                }
            }
            Kind::Common => {
                for round in 0..2 {
                    for number in 0..count {
                        self.common(seed, width, number);
                    }
                    if round == 0 {
                        self.call();
                    }
                }
            }
            Kind::Stores => {
                for round in 0..2 {
                    for number in 0..count {
                        self.store(seed, width, number);
                    }
                    if round == 0 {
                        self.call();
                    }
                }
            }
            Kind::CallResults if !self.shape.leaf => {
                for _ in 0..count.min(200) {
                    self.line("call $many");
                    self.open.extend(["i64"; 32]);
                }
            }
            Kind::CallArguments if !self.shape.leaf => {
                for _ in 0..count.min(20) {
                    let value = self.wide(seed);
                    self.line(&format!("(global.set $g (call $takes {}))", value.repeat(32)));
                }
            }
            Kind::CallChain if !self.shape.leaf => {
                self.line("call $many");
                for _ in 1..count.min(20) {
                    self.line("call $passes");
                }
                if seed & 1 == 0 {
                    self.line("call $takes");
                    self.open.push("i64");
                } else {
                    self.open.extend(["i64"; 32]);
                }
            }
            Kind::CallResults | Kind::CallArguments | Kind::CallChain => {}
            Kind::LoopNest => self.loop_nest(count, width, seed),
            Kind::LoopRow => self.loop_row(count, width, seed),
            Kind::BlockNest => self.block_nest(count, width, seed),
            Kind::Ifs => self.ifs(count, width, seed),
            Kind::BlockValues => self.block_values(count.min(300), width.min(16), seed),
            Kind::Bulk => {
                for number in 0..count.min(1_000) {
                    let (a, b, c) = (self.narrow(number), self.narrow(seed), self.narrow(number / 2));
                    let name = ["memory.fill", "memory.copy", "table.fill"][(seed % 3) as usize];
                    if name == "table.fill" {
                        self.line(&format!("(table.fill $t {a} (ref.null func) {c})"));
                    } else {
                        self.line(&format!("({name} {a} {b} {c})"));
                    }
                }
            }
            Kind::Tables => {
                for number in 0..count {
                    let (a, b) = (self.narrow(number), self.narrow(number + seed));
                    match seed % 3 {
                        0 => self.line(&format!("(table.set $t {a} (table.get $t {b}))")),
                        1 => self.line(&format!("(global.set $h (ref.is_null (table.get $t {a})))")),
                        _ => self.line(&format!("(table.set $t {a} (ref.null func))")),
                    }
                }
            }
            Kind::Locals => {
                for number in 0..count {
                    if !self.has_wide() {
                        break;
                    }
                    let value = match seed % 3 {
                        0 => "(global.get $g)".to_owned(),
                        1 => format!("(i64.load offset={number} {})", self.narrow(seed)),
                        _ => self.wide(number + 1),
                    };
                    self.line(&format!("(local.set {} {value})", self.wide_index(number)));
                }
                if seed & 8 == 0 {
                    self.call();
                }
                self.uses(count);
            }
            Kind::Divisions => {
                for number in 0..count {
                    let (a, b) = (self.wide(number), self.wide(number + seed));
                    let name = ["div_s", "rem_s", "rem_u", "rotl", "shr_s", "mul"][(seed % 6) as usize];
                    self.line(&format!("(i64.{name} {a} {b})"));
                    self.open.push("i64");
                }
            }
        }
    }

    /// Reads locals, as cheaply as there is.
    fn uses(&mut self, count: u32) {
        for number in 0..count.min(self.shape.parameters.0 + self.shape.locals.0) {
            self.line(&format!("(global.set $g {})", self.wide(number)));
        }
    }

    fn operand(&mut self, seed: u32, number: u32) {
        let (text, ty) = match seed % 7 {
            0 => ("(global.get $g) (global.set $g (global.get $g))".to_owned(), "i64"),
            1 => (format!("(i64.load offset={number} {})", self.narrow(number)), "i64"),
            2 => (format!("(i64.clz {})", self.wide(number)), "i64"),
            3 => (format!("(i32.wrap_i64 {})", self.wide(number)), "i32"),
            4 => (format!("(i64.const {})", u64::from(number) << 33), "i64"),
            5 => ("(memory.size)".to_owned(), "i32"),
            _ => (format!("(select {} {} {})", self.wide(number), self.wide(seed), self.narrow(number)), "i64"),
        };
        self.line(&text);
        self.open.push(ty);
    }

    fn common(&mut self, seed: u32, width: u32, number: u32) {
        let (a, b) = (self.wide(number % width.max(1)), self.wide(number / width.max(1)));
        let index = self.narrow(number % width.max(1));
        let text = match seed % 6 {
            0 => format!("(global.set $g (i64.add {a} {b}))"),
            1 => format!("(global.set $g (i64.xor {a} (i64.const {number})))"),
            2 => format!("(global.set $g (i64.clz (i64.popcnt (i64.ctz {a}))))"),
            3 => format!("(global.set $g (i64.load offset={} {index}))", number * 8),
            4 => format!("(global.set $h (i32.wrap_i64 (i64.mul {a} {b})))"),
            _ => format!("(global.set $g (i64.extend_i32_u (i32.add {index} (i32.const {number}))))"),
        };
        self.line(&text);
    }

    fn store(&mut self, seed: u32, width: u32, number: u32) {
        let index = self.narrow(number % width.max(1));
        let offset = if seed & 1 == 0 { number * 8 } else { 0x7fff_0000 + number };
        let text = match seed / 2 % 3 {
            0 => format!("(i64.store offset={offset} {index} (i64.const 0))"),
            1 => format!("(i32.store offset={offset} {index} {index})"),
            _ => format!("(i64.store8 offset={offset} {index} {})", self.wide(number)),
        };
        self.line(&text);
    }

    /// Gives locals the values of other locals, all at once.
    fn permute(&mut self, width: u32, seed: u32) {
        let width = width.min(self.shape.parameters.0 + self.shape.locals.0);
        match seed % 3 {
            0 => {
                for number in 0..width {
                    self.line(&self.wide(number * 7 + seed));
                }
                for number in (0..width).rev() {
                    self.line(&format!("local.set {}", self.wide_index(number)));
                }
            }
            1 => {
                for number in 0..width {
                    let (index, value) = (self.wide_index(number), self.wide(number + 1 + seed));
                    self.line(&format!("(local.set {index} {value})"));
                }
            }
            _ => {
                for number in 0..width {
                    let (index, value) = (self.wide_index(number), self.wide(number));
                    self.line(&format!("(local.set {index} (i64.add {value} (i64.const 1)))"));
                }
            }
        }
    }

    fn loop_nest(&mut self, depth: u32, width: u32, seed: u32) {
        let width = width.min(8_000 / depth.max(1));
        self.line(&"loop ".repeat(depth as usize));
        if seed & 16 == 0 {
            self.call();
        }
        self.permute(width, seed);
        if seed & 32 == 0 {
            let targets = (0..=depth).fold(String::new(), |mut text, target| {
                let _ = write!(text, "{target} ");
                text
            });
            self.line(&format!("(block (br_table {targets} {}))", self.narrow(seed)));
            self.line(&"end ".repeat(depth as usize));
        } else {
            let again = format!("(br_if 0 {})", self.narrow(seed));
            self.line(&format!("{again} end ").repeat(depth as usize));
        }
        if seed & 64 == 0 {
            self.uses(width);
        }
    }

    fn loop_row(&mut self, count: u32, width: u32, seed: u32) {
        let width = width.min(8_000 / count.max(1));
        let many = if seed.is_multiple_of(5) { 8 } else { 1 };
        for number in 0..count * many {
            match seed % 5 {
                0 => self.line("loop end"),
                1 => self.line(&format!("(loop (br_if 0 {}))", self.narrow(number))),
                2 => {
                    self.line("loop");
                    self.permute(width.min(3), seed + number);
                    self.line(&format!("(br_if 0 {}) end", self.narrow(number)));
                }
                3 => {
                    self.line(&format!("(loop (local.set {} {})", self.wide_index(number), self.wide(number + seed)));
                    self.line(&format!("(br_if 0 {}))", self.narrow(seed)));
                }
                _ => self.line(&format!("(loop (if {} (then (br 1))))", self.narrow(number))),
            }
        }
        self.uses(width);
    }

    fn block_nest(&mut self, depth: u32, width: u32, seed: u32) {
        let width = width.min(8_000 / depth.max(1));
        self.line(&"block ".repeat(depth as usize));
        let targets = (0..depth).fold(String::new(), |mut text, target| {
            let _ = write!(text, "{target} ");
            text
        });
        if seed & 16 == 0 {
            self.line(&format!("(br_table {targets} {})", self.narrow(seed)));
            self.line("end ");
        } else {
            for target in 0..depth {
                self.line(&format!("(br_if {target} {})", self.narrow(seed + target)));
            }
            self.line("end ");
        }
        self.permute(width, seed);
        for level in 1..depth {
            if seed & 32 == 0 {
                self.permute(1 + seed % 5, seed + level);
            }
            if seed & 0xc0 == 0 {
                self.call();
            }
            self.line("end");
        }
        if seed & 256 == 0 {
            self.uses(width);
        }
    }

    fn ifs(&mut self, count: u32, width: u32, seed: u32) {
        let width = width.min(8_000 / count.max(1)).min(64);
        for number in 0..count {
            self.line(&format!("(if {} (then ", self.narrow(number)));
            self.permute(width, seed + number);
            if seed & 16 == 0 {
                self.call();
            }
            self.line(") (else ");
            if seed & 32 == 0 {
                self.permute(width, seed + number + 1);
            }
            self.line("))");
        }
        self.uses(width);
    }

    fn block_values(&mut self, depth: u32, width: u32, seed: u32) {
        let values = "i64 ".repeat(width as usize);
        for number in 0..width {
            self.operand(4, number);
        }
        let kind = if seed & 1 == 0 { "block" } else { "loop" };
        self.line(&format!("{kind} (param {values}) (result {values}) ").repeat(depth as usize));
        for _ in 0..depth {
            let condition = self.narrow(seed);
            self.line(&format!("(br_if 0 {condition})"));
            if seed & 2 == 0 {
                self.call();
            }
            self.line("end");
        }
    }
}

/// What a shape weighs, and what its frame takes.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Weight, were it counted or not.
    pub units: u32,
    /// Native bytes.
    pub bytes: f64,
}

impl Frame {
    /// Native bytes per unit.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.bytes / f64::from(self.units)
    }
}

/// Counts frames on one engine. To be used on a thread of [`THREAD_BYTES`].
pub struct Measure {
    engine: Engine,
    linker: Linker<()>,
}

/// An engine set as the runtime sets its own, but for the price list and the size of the stack.
///
/// # Panics
///
/// If the engine cannot be set up.
#[must_use]
pub fn engine(compiler: Compiler, stack_bytes: usize) -> Engine {
    let mut config = Config::new();
    match compiler {
        Compiler::Cranelift => config.cranelift_opt_level(OptLevel::Speed),
        Compiler::CraneliftUnoptimised => config.cranelift_opt_level(OptLevel::None),
        Compiler::Pulley => config.target("pulley64").expect("pulley is built in").cranelift_opt_level(OptLevel::Speed),
        Compiler::PulleyUnoptimised => {
            config.target("pulley64").expect("pulley is built in").cranelift_opt_level(OptLevel::None)
        }
    };
    config.consume_fuel(true);
    config.compiler_inlining(Inlining::No);
    config.generate_address_map(false);
    config.wasm_backtrace_max_frames(None);
    // The engine refuses a stack larger than that of a fiber, though none is used.
    config.async_stack_size(stack_bytes).max_wasm_stack(stack_bytes);
    Engine::new(&config).expect("an engine")
}

/// Limits under which everything is weighed.
fn weighing() -> Limits {
    Limits { stack_height: 1 << 30, uncounted_frame_height: 0, ..Limits::default() }
}

impl Measure {
    /// For this compiler.
    ///
    /// # Panics
    ///
    /// If the engine cannot be set up.
    #[must_use]
    pub fn new(compiler: Compiler) -> Self {
        let engine = engine(compiler, STACK_BYTES);
        let mut linker = Linker::new(&engine);
        linker.func_wrap("env", "state_get", |_: u32| -> i64 { 0 }).expect("one hostcall");
        Self { engine, linker }
    }

    /// The shape's weight and frame; nothing if it is not admitted.
    ///
    /// # Panics
    ///
    /// If the module does not assemble or compile: then the generator is wrong.
    #[must_use]
    pub fn frame(&self, shape: &Shape, wasm: &[u8]) -> Option<Frame> {
        let counted = runtime::counted(wasm, &weighing()).ok()?;
        // After the four that every module has.
        let units = counted.weights[4]?;
        let uncounted_frame_height = Limits::default().uncounted_frame_height;
        let counted = runtime::counted(wasm, &Limits { uncounted_frame_height, ..weighing() }).ok()?;
        let module = Module::new(&self.engine, &counted.wasm).expect("compiles");
        let frames = self.frames(&module, 1)?;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let stack = STACK_BYTES as f64;
        if !shape.leaf {
            return Some(Frame { units, bytes: stack / frames });
        }
        let alone = self.frames(&module, 0)?;
        Some(Frame { units, bytes: stack / alone * (alone - frames) })
    }

    /// How many frames fit.
    fn frames(&self, module: &Module, nest: i32) -> Option<f64> {
        let mut store = Store::new(&self.engine, ());
        store.set_fuel(u64::MAX).expect("fuel is on");
        let instance: Instance = self.linker.instantiate(&mut store, module).expect("instantiates");
        for (name, value) in [("nest", nest), ("metered:stack_left", i32::MAX)] {
            let global = instance.get_global(&mut store, name).expect("is exported");
            global.set(&mut store, Val::I32(value)).expect("is mutable");
        }
        let run: TypedFunc<(), i64> = instance.get_typed_func(&mut store, "run").expect("is exported");
        let error = run.call(&mut store, ()).expect_err("never ends");
        match error.downcast_ref() {
            Some(wasmtime::Trap::StackOverflow) => {}
            // The counter came to its end first: too many units for too few bytes.
            Some(wasmtime::Trap::UnreachableCodeReached) => return None,
            _ => panic!("{error:?}"),
        }
        let frames = instance.get_global(&mut store, "frames").expect("is exported").get(&mut store);
        Some(f64::from(frames.unwrap_i32()))
    }
}
