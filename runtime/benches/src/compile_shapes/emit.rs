//! Writes a shape's module.

mod leaf;

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, GlobalType, ImportSection, InstructionSink, MemArg, MemorySection, MemoryType,
    Module, RefType, TableSection, TableType, TypeSection, ValType,
};

use super::{Kind, Piece, Shape};

/// Values that a block or a call can carry.
const WIDEST: u32 = 32;
/// Bytes after which a body is only closed.
const BODY_BYTES: usize = 120 << 10;
/// Bytes of all copies of a function: a module may have about so many.
const MODULE_BYTES: usize = 1 << 20;
/// Constructs inside each other.
const DEEPEST: usize = 20_000;
/// Types of the carriers, `(i64 * n) -> (i64 * n)`, come first; then these.
const CONSUMES: u32 = WIDEST + 1;
const EXPORTED: u32 = WIDEST + 2;
const OWN: u32 = WIDEST + 3;
/// The hostcall, one function of each width, then the shape's.
const FIRST_WIDE: u32 = 1;
const FIRST_COPY: u32 = FIRST_WIDE + WIDEST + 1;

pub fn module(shape: &Shape) -> Vec<u8> {
    let signature = shape.signature.min(WIDEST);
    let values = |count: u32| vec![ValType::I64; count as usize];
    let mut types = TypeSection::new();
    for width in 0..=WIDEST {
        types.ty().function(values(width), values(width));
    }
    types.ty().function([ValType::I32, ValType::I64], []);
    types.ty().function([], [ValType::I64]);
    types.ty().function(values(signature), values(signature));
    for extra in 0..shape.types {
        let bits = (0..10).map(|bit| if extra >> bit & 1 == 1 { ValType::I32 } else { ValType::I64 });
        types.ty().function(bits.chain(values(22)).collect::<Vec<_>>(), []);
    }
    let mut imports = ImportSection::new();
    imports.import("env", "gas_consume", EntityType::Function(CONSUMES));
    let mut functions = FunctionSection::new();
    for width in 0..=WIDEST {
        functions.function(width);
    }
    let (first, body) = (body(shape, signature, &shape.first), body(shape, signature, &shape.pieces));
    let fitting = u32::try_from(MODULE_BYTES / body.byte_len()).unwrap_or(1).max(1);
    let copies = shape.functions.min(fitting);
    let own = copies + u32::from(!shape.first.is_empty());
    for _ in 0..own {
        functions.function(OWN);
    }
    functions.function(EXPORTED);
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: 100,
        maximum: None,
        table64: false,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut globals = GlobalSection::new();
    for _ in 0..=shape.globals {
        let ty = GlobalType { val_type: ValType::I64, mutable: true, shared: false };
        globals.global(ty, &ConstExpr::i64_const(1));
    }
    let mut exports = ExportSection::new();
    exports.export("attack", ExportKind::Func, FIRST_COPY + own);
    let mut elements = ElementSection::new();
    let items = vec![FIRST_COPY; shape.items.max(1) as usize];
    elements.passive(Elements::Functions(items.into()));
    let mut code = CodeSection::new();
    for width in 0..=WIDEST {
        let mut function = Function::new([]);
        for parameter in 0..width {
            function.instructions().local_get(parameter);
        }
        function.instructions().end();
        code.function(&function);
    }
    if !shape.first.is_empty() {
        code.function(&first);
    }
    for _ in 0..copies {
        code.function(&body);
    }
    let mut exported = Function::new([]);
    exported.instructions().i64_const(0).end();
    code.function(&exported);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
    module.section(&globals).section(&exports).section(&elements).section(&code);
    module.finish()
}

fn body(shape: &Shape, signature: u32, pieces: &[Piece]) -> Function {
    let locals = shape.locals.max(1);
    let function = Function::new([(locals, ValType::I64)]);
    let (locals, globals) = (signature + locals, shape.globals + 1);
    let mut body = Body { function, locals, globals, turn: 0, labels: Vec::new() };
    if shape.is_counted {
        body.code().i32_const(0).if_(BlockType::Empty);
        for _ in 0..signature {
            body.code().i64_const(0);
        }
        body.code().call(FIRST_COPY);
        for _ in 0..signature {
            body.code().drop();
        }
        body.code().end();
    }
    for piece in pieces {
        body.piece(piece);
    }
    for parameter in 0..signature {
        body.code().local_get(parameter);
    }
    body.code().end();
    body.function
}

struct Body {
    function: Function,
    locals: u32,
    globals: u32,
    /// Goes on where a row does the same again, but with other locals.
    turn: u32,
    /// Values that a branch to each open construct takes, the outermost first.
    labels: Vec<u32>,
}

impl Body {
    fn code(&mut self) -> InstructionSink<'_> {
        self.function.instructions()
    }

    fn is_full(&self) -> bool {
        self.function.byte_len() > BODY_BYTES
    }

    fn inside(&mut self, piece: &Piece) {
        piece.inside.iter().for_each(|inner| self.piece(inner));
    }

    /// A condition: never known to the compiler.
    fn condition(&mut self, seed: u32) {
        let local = (seed / 8).wrapping_add(self.turn) % self.locals;
        match seed % 5 {
            0 => self.code().i32_const(0),
            1 => self.code().local_get(local).i32_wrap_i64(),
            2 => self.code().local_get(local).i64_eqz(),
            3 => self.code().local_get(local).local_get(0).i64_lt_u(),
            _ => self.code().global_get(0).i32_wrap_i64(),
        };
    }

    fn piece(&mut self, piece: &Piece) {
        if self.is_full() {
            return;
        }
        match piece.kind {
            Kind::Row => {
                for _ in 0..piece.count {
                    self.inside(piece);
                    self.turn = self.turn.wrapping_add(piece.seed & 1);
                }
            }
            Kind::Loops | Kind::Blocks | Kind::Ifs => self.nest(piece),
            Kind::Switch => self.switch(piece),
            Kind::Hold if piece.seed & 1 == 0 => self.hold_in_locals(piece),
            Kind::Hold => {
                for value in 0..piece.width {
                    self.value(piece.seed.wrapping_add(value));
                }
                self.inside(piece);
                for _ in 1..piece.width {
                    self.code().i64_xor();
                }
                let local = piece.seed % self.locals;
                self.code().local_set(local);
            }
            Kind::Carry => self.carry(piece),
            Kind::Unreached => {
                self.code().block(BlockType::Empty);
                self.labels.push(0);
                match piece.seed % 4 {
                    0 => self.code().unreachable(),
                    // A load from where no memory can be, whatever its address.
                    1 => self.code().i32_const(0).i64_load(nowhere()).drop(),
                    _ => self.code().br(0),
                };
                self.inside(piece);
                self.code().end();
                self.labels.pop();
            }
            _ => self.leaf(piece),
        }
    }

    /// Alive until what is inside has ended, each in a local.
    fn hold_in_locals(&mut self, piece: &Piece) {
        let locals = piece.width.min(self.locals);
        for local in 0..locals {
            self.value(piece.seed.wrapping_add(local));
            if piece.seed & 64 != 0 {
                // Far apart: a set of values has a word for 64 of them.
                for _ in 0..32 {
                    self.code().i32_wrap_i64().i64_load(memory(local));
                }
            }
            self.code().local_set(local);
        }
        self.inside(piece);
        for local in 0..locals {
            self.code().i32_const(0).local_get(local).i64_store(memory(local));
        }
    }

    fn nest(&mut self, piece: &Piece) {
        let mut open = 0;
        while open < piece.count && !self.is_full() && self.labels.len() < DEEPEST {
            match piece.kind {
                Kind::Loops => {
                    self.code().loop_(BlockType::Empty);
                }
                Kind::Blocks => {
                    self.code().block(BlockType::Empty);
                }
                _ => {
                    self.condition(piece.seed);
                    self.code().if_(BlockType::Empty);
                }
            }
            open += 1;
            self.labels.push(0);
            if piece.kind == Kind::Loops && piece.seed & 256 != 0 && open > 1 {
                // Left where it begins, each for another local.
                self.turn = self.turn.wrapping_add(1);
                self.condition(piece.seed);
                self.code().br_if(1);
            }
        }
        self.inside(piece);
        for level in 0..open {
            if piece.seed & 128 != 0 && !self.is_full() {
                self.turn = self.turn.wrapping_add(1);
                self.inside(piece);
            }
            match piece.kind {
                Kind::Ifs if piece.seed & 16 != 0 => {
                    self.code().else_();
                    let local = (level + piece.width) % self.locals;
                    if piece.seed & 32 == 0 {
                        self.code().local_get(0).local_set(local);
                    } else {
                        self.code().i64_const(i64::from(level)).local_set(local);
                    }
                }
                Kind::Ifs => {}
                _ if piece.seed & 32 != 0 => {
                    self.condition(piece.seed);
                    let label = if piece.seed & 64 != 0 { 0 } else { piece.width % (open - level) };
                    self.code().br_if(label);
                }
                _ => {}
            }
            self.code().end();
            self.labels.pop();
        }
    }

    fn switch(&mut self, piece: &Piece) {
        let count = piece.count.min(2_000);
        if self.labels.len() + count as usize >= DEEPEST {
            return;
        }
        for _ in 0..=count {
            self.code().block(BlockType::Empty);
            self.labels.push(0);
        }
        let local = piece.seed % self.locals;
        self.code().local_get(local).i32_wrap_i64();
        let target = |at: u32| match piece.seed % 4 {
            0 => 0,
            1 => count,
            2 => at % 2 * count,
            _ => at.wrapping_mul(piece.seed) % (count + 1),
        };
        let targets: Vec<u32> = (0..piece.width.saturating_mul(4).min(9_000)).map(target).collect();
        self.code().br_table(targets, count);
        for case in 0..=count {
            self.code().end();
            self.labels.pop();
            self.inside(piece);
            if piece.seed & 32 != 0 && case < count {
                self.condition(piece.seed);
                self.code().br_if(count - case - 1);
            }
        }
    }

    fn carry(&mut self, piece: &Piece) {
        let width = piece.width.min(WIDEST);
        (0..width).for_each(|value| self.value(piece.seed.wrapping_add(value)));
        let mut open = 0;
        while open < piece.count && !self.is_full() && self.labels.len() < DEEPEST {
            let ty = BlockType::FunctionType(width);
            if piece.seed & 1 == 0 {
                self.code().loop_(ty);
            } else {
                self.code().block(ty);
            }
            open += 1;
            self.labels.push(width);
            if piece.seed & 4 != 0 {
                for _ in 0..width {
                    self.code().drop();
                }
                (0..width).for_each(|value| self.value(piece.seed.wrapping_add(value)));
            }
        }
        self.inside(piece);
        for _ in 0..open {
            if piece.seed & 2 != 0 {
                self.condition(piece.seed);
                self.code().br_if(0);
            }
            self.code().end();
            self.labels.pop();
        }
        for value in 0..width {
            let local = (piece.seed + value) % self.locals;
            self.code().local_set(local);
        }
    }

    fn branch(&mut self, seed: u32, label: u32) {
        let open = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        // The outermost label is the function's, which takes its results.
        let Some(label) = label.checked_rem(open) else { return };
        let carried = self.labels[(open - label - 1) as usize];
        (0..carried).for_each(|value| self.value(seed.wrapping_add(value)));
        self.condition(seed);
        self.code().br_if(label);
        for _ in 0..carried {
            self.code().drop();
        }
    }

    /// Yields an `i64`.
    fn value(&mut self, seed: u32) {
        let at = (seed / 8).wrapping_add(self.turn);
        let (local, other, global) = (at % self.locals, at.wrapping_mul(7) % self.locals, at % self.globals);
        match seed % 8 {
            0 => self.code().i64_const(i64::from(seed) << 20),
            1 | 2 => self.code().local_get(local),
            3 => self.code().global_get(global),
            4 => self.code().i32_const(0).i64_load(memory(seed)),
            // What is made anew wherever it is used, so that what it is made of lives as long.
            5 => self.code().local_get(local).local_get(other).i64_lt_s().i64_extend_i32_u(),
            6 => self.code().local_get(local).local_get(other).i64_mul(),
            _ => self.code().local_get(local).local_get(other).i64_add(),
        };
    }
}

fn memory(offset: u32) -> MemArg {
    MemArg { offset: (offset % 4_000).into(), align: 0, memory_index: 0 }
}

fn nowhere() -> MemArg {
    MemArg { offset: u32::MAX.into(), ..memory(0) }
}
