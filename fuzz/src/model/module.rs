//! A module as the model reads it: what an instance starts with, and every function as a flat list of instructions.

use std::fmt;

use runtime::Limits;
use wasmparser::{
    BinaryReaderError, BlockType, ConstExpr, DataKind, Element, ElementItems, ElementKind, ExternalKind, FuncType,
    Operator, Parser, Payload, TableInit, TypeRef, ValidPayload, Validator, WasmFeatures,
};

use super::function::Function;
use super::host::Hostcall;
use super::meter;
use super::numeric::{from_i32, index};

/// A reference to no function; others are the function's index and one.
pub(super) const NULL: u64 = 0;

/// What the model cannot read, though it was admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmodelled(String);

impl fmt::Display for Unmodelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unmodelled {}

impl From<BinaryReaderError> for Unmodelled {
    fn from(error: BinaryReaderError) -> Self {
        Self(error.to_string())
    }
}

#[derive(Debug, Default)]
pub(super) struct Module<'w> {
    pub types: Vec<FuncType>,
    /// The type of every function, imports first.
    pub function_types: Vec<u32>,
    pub imports: Vec<Hostcall>,
    pub functions: Vec<Function<'w>>,
    pub tables: Vec<Table>,
    pub memory: Option<Pages>,
    pub globals: Vec<u64>,
    pub exports: Vec<u32>,
    pub exports_memory: bool,
    pub data: Vec<Segment<Vec<u8>>>,
    pub elements: Vec<Segment<Vec<u64>>>,
    pub entry_price: u64,
}

#[derive(Debug)]
pub(super) struct Table {
    pub elements: Vec<u64>,
    pub maximum: Option<u64>,
}

/// Pages of memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages {
    pub minimum: u64,
    pub maximum: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Segment<T> {
    pub items: T,
    pub mode: Mode,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Mode {
    Passive,
    Declared,
    /// Into this table, if it is of elements, from here on.
    Active {
        table: usize,
        start: usize,
    },
}

impl<'w> Module<'w> {
    pub(super) fn read(wasm: &'w [u8], limits: &Limits) -> Result<Self, Unmodelled> {
        let mut module = Self::default();
        let mut bodies = Vec::new();
        let mut changes_itself = false;
        let mut validator = Validator::new_with_features(WasmFeatures::all());
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            let valid = validator.payload(&payload)?;
            match payload {
                Payload::TypeSection(types) => {
                    module.types = types.into_iter_err_on_gc_types().collect::<Result<_, _>>()?;
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        match (import.ty, Hostcall::named(import.name)) {
                            (TypeRef::Func(ty), Some(hostcall)) => {
                                module.function_types.push(ty);
                                module.imports.push(hostcall);
                            }
                            _ => return Err(Unmodelled(format!("an import that is no hostcall: {}", import.name))),
                        }
                    }
                }
                Payload::FunctionSection(functions) => {
                    for ty in functions {
                        module.function_types.push(ty?);
                    }
                }
                Payload::TableSection(tables) => {
                    for table in tables {
                        let table = table?;
                        let fill = match &table.init {
                            TableInit::RefNull => NULL,
                            TableInit::Expr(expression) => constant(expression)?,
                        };
                        let elements = vec![fill; size(table.ty.initial)];
                        module.tables.push(Table { elements, maximum: table.ty.maximum });
                    }
                }
                Payload::MemorySection(memories) => {
                    for memory in memories {
                        let memory = memory?;
                        module.memory = Some(Pages { minimum: memory.initial, maximum: memory.maximum });
                        changes_itself = true;
                    }
                }
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        let global = global?;
                        changes_itself |= global.ty.mutable;
                        let value = constant(&global.init_expr)?;
                        module.globals.push(value);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        match export.kind {
                            ExternalKind::Func => module.exports.push(export.index),
                            ExternalKind::Memory => module.exports_memory |= export.name == "memory",
                            _ => {}
                        }
                    }
                }
                Payload::ElementSection(segments) => {
                    for segment in segments {
                        let segment = element_segment(&segment?)?;
                        module.elements.push(segment);
                    }
                }
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment?;
                        let mode = match &segment.kind {
                            DataKind::Passive => Mode::Passive,
                            DataKind::Active { offset_expr, .. } => {
                                Mode::Active { table: 0, start: size(constant(offset_expr)?) }
                            }
                        };
                        module.data.push(Segment { items: segment.data.to_vec(), mode });
                    }
                }
                _ => {
                    if let ValidPayload::Func(to_validate, body) = valid {
                        bodies.push((to_validate, body));
                    }
                }
            }
        }
        for (place, (to_validate, body)) in (module.imports.len()..).zip(bodies) {
            let function = module.function(module.function_types[place], to_validate, &body, limits)?;
            changes_itself |= function.changes_the_instance();
            module.functions.push(function);
        }
        module.entry_price = module.entry_price(changes_itself);
        Ok(module)
    }
}

impl Module<'_> {
    pub(super) fn type_at(&self, type_index: u32) -> &FuncType {
        &self.types[index(type_index)]
    }

    /// The type of a function.
    pub(super) fn type_of(&self, function: u32) -> &FuncType {
        self.type_at(self.function_types[index(function)])
    }

    /// How many parameters and results a block has.
    pub(super) fn arity(&self, ty: BlockType) -> (usize, usize) {
        match ty {
            BlockType::Empty => (0, 0),
            BlockType::Type(_) => (0, 1),
            BlockType::FuncType(ty) => (self.type_at(ty).params().len(), self.type_at(ty).results().len()),
        }
    }

    /// `FUEL-7`.
    fn entry_price(&self, changes_itself: bool) -> u64 {
        let count = |length: usize| u64::try_from(length).expect("a length fits");
        let data: u64 = self.data.iter().map(|segment| count(segment.items.len())).sum();
        let items: u64 = self.elements.iter().map(|segment| count(segment.items.len())).sum();
        let elements: u64 = self.tables.iter().map(|table| count(table.elements.len())).sum();
        meter::CALL
            + meter::FRESH_INSTANCE * u64::from(changes_itself)
            + meter::PAGE * self.memory.map_or(0, |pages| pages.minimum)
            + meter::DATA_BYTE * data
            + meter::SEGMENT_ITEM * items
            + meter::TABLE_ELEMENT * elements
            + meter::GLOBAL * count(self.globals.len())
    }
}

/// The value of a constant expression, which is one instruction.
fn constant(expression: &ConstExpr<'_>) -> Result<u64, Unmodelled> {
    let operator = expression.get_operators_reader().read()?;
    Ok(match operator {
        Operator::I32Const { value } => from_i32(value),
        Operator::I64Const { value } => value.cast_unsigned(),
        Operator::RefNull { .. } => NULL,
        Operator::RefFunc { function_index } => u64::from(function_index) + 1,
        _ => return Err(Unmodelled(format!("a constant expression with {operator:?}"))),
    })
}

fn element_segment(segment: &Element<'_>) -> Result<Segment<Vec<u64>>, Unmodelled> {
    let mode = match &segment.kind {
        ElementKind::Passive => Mode::Passive,
        ElementKind::Declared => Mode::Declared,
        ElementKind::Active { table_index, offset_expr } => {
            Mode::Active { table: index(table_index.unwrap_or(0)), start: size(constant(offset_expr)?) }
        }
    };
    let items = match &segment.items {
        ElementItems::Functions(items) => {
            let reference = |item: Result<u32, BinaryReaderError>| Ok(u64::from(item?) + 1);
            items.clone().into_iter().map(reference).collect::<Result<_, Unmodelled>>()?
        }
        ElementItems::Expressions(_, items) => {
            items.clone().into_iter().map(|item| constant(&item?)).collect::<Result<_, _>>()?
        }
    };
    Ok(Segment { items, mode })
}

/// An admitted size: far below what an address can be.
pub(super) fn size(value: u64) -> usize {
    usize::try_from(value).expect("an admitted size fits")
}
