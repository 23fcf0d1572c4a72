//! Typed programs: what a compiler for this ABI could have written, and what someone who wants to break it would.
//!
//! A module is drawn as a tree: declarations, then functions of statements and typed expressions, written down as they are drawn.
//! It is always valid. wasm-smith reaches the host by luck and rarely runs far; these loop a few times, call each other, touch memory
//! and tables mostly where there are some, and make hostcalls with the numbers at which the rules change. Zeros, which is what
//! exhausted bytes are, stand for the simplest choice everywhere.

mod body;
mod control;
mod draw;
mod expression;
mod hostcalls;
mod shape;
mod statement;

use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, FunctionSection, GlobalSection, GlobalType, ImportSection, MemorySection, MemoryType, Module,
    RefType, TableSection, TableType, TypeSection, ValType,
};

use body::Body;
use draw::Draw;
use shape::{IMPORTS, Placed, Shape};

/// Makes a module of any bytes; few bytes make a small one.
#[must_use]
pub fn module(bytes: &[u8]) -> Vec<u8> {
    let mut draw = Draw::new(bytes);
    let shape = Shape::draw(&mut draw);
    let mut module = Module::new();
    module.section(&types(&shape)).section(&imports());
    let mut functions = FunctionSection::new();
    for ty in &shape.functions {
        functions.function(*ty);
    }
    module.section(&functions).section(&tables(&shape)).section(&memories(&shape)).section(&globals(&shape));
    module.section(&exports(&shape)).section(&elements(&shape));
    let mut data = DataSection::new();
    for (placed, bytes) in &shape.data {
        match placed {
            Placed::Active { start } => data.active(0, &ConstExpr::i32_const(*start), bytes.iter().copied()),
            Placed::Passive => data.passive(bytes.iter().copied()),
        };
    }
    module.section(&DataCountSection { count: data.len() });
    let mut code = CodeSection::new();
    for function in 0..shape.functions.len() {
        code.function(&Body::draw(&mut draw, &shape, function));
    }
    module.section(&code).section(&data);
    module.finish()
}

fn types(shape: &Shape) -> TypeSection {
    let mut types = TypeSection::new();
    for ty in &shape.types {
        types.ty().function(ty.parameters.iter().copied(), ty.results.iter().copied());
    }
    types
}

fn imports() -> ImportSection {
    let mut imports = ImportSection::new();
    for (ty, (name, ..)) in (0..).zip(IMPORTS) {
        imports.import("env", name, EntityType::Function(ty));
    }
    imports
}

fn tables(shape: &Shape) -> TableSection {
    let mut tables = TableSection::new();
    for &(minimum, maximum) in &shape.tables {
        let (minimum, maximum) = (minimum.into(), maximum.map(u64::from));
        tables.table(TableType { element_type: RefType::FUNCREF, table64: false, minimum, maximum, shared: false });
    }
    tables
}

fn memories(shape: &Shape) -> MemorySection {
    let mut memories = MemorySection::new();
    if let Some((minimum, maximum)) = shape.memory {
        let (minimum, maximum) = (minimum.into(), maximum.map(u64::from));
        memories.memory(MemoryType { minimum, maximum, memory64: false, shared: false, page_size_log2: None });
    }
    memories
}

fn globals(shape: &Shape) -> GlobalSection {
    let mut globals = GlobalSection::new();
    for &(val_type, mutable, value) in &shape.globals {
        let value = match val_type {
            ValType::I64 => ConstExpr::i64_const(value),
            _ => ConstExpr::i32_const(draw::low(value)),
        };
        globals.global(GlobalType { val_type, mutable, shared: false }, &value);
    }
    globals
}

fn exports(shape: &Shape) -> ExportSection {
    let mut exports = ExportSection::new();
    for function in 0..shape.exported {
        exports.export(&format!("f{function}"), ExportKind::Func, shape::index(function));
    }
    if let Some(name) = shape.memory.and(shape.memory_export) {
        exports.export(name, ExportKind::Memory, 0);
    }
    exports
}

fn elements(shape: &Shape) -> ElementSection {
    let mut elements = ElementSection::new();
    for (placed, items) in &shape.elements {
        let functions = || Elements::Functions(items.into());
        match placed {
            Placed::Active { start } => elements.active(None, &ConstExpr::i32_const(*start), functions()),
            Placed::Passive => elements.passive(functions()),
        };
    }
    elements
}
