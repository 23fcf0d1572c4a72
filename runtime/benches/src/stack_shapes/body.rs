//! The text of a shape's function.

use std::fmt::Write as _;

use super::{Kind, Piece, Shape};
use crate::random::Random;

pub(super) fn text(shape: &Shape) -> String {
    let mut body = Body { shape, text: String::new(), open: Vec::new(), random: Random::new(1) };
    body.function();
    body.text
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
