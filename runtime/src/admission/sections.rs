//! Every section but the code.

use std::ops::Range;

use wasmparser::{
    BinaryReader, ConstExpr, DataKind, DataSectionReader, ElementItems, ElementKind, ElementSectionReader,
    ExportSectionReader, ExternalKind, FuncType, FunctionSectionReader, GlobalSectionReader, ImportSectionReader,
    MemorySectionReader, Operator, TableSectionReader, TypeRef, TypeSectionReader, ValType,
};

use super::compile_cost::MemoryBytes;
use super::{Export, Reading, invalid, within};
use crate::error::Refusal;
use crate::names::Untrusted;
use crate::stack::COUNTER_EXPORT;

/// A hostcall's name, its signature as text, its parameters and results.
type Hostcall = (&'static str, &'static str, &'static [ValType], &'static [ValType]);

/// The hostcalls (`MOD-3`).
const HOSTCALLS: [Hostcall; 4] = [
    ("state_get", "(i32) -> (i64)", &[ValType::I32], &[ValType::I64]),
    ("state_set", "(i32, i64) -> ()", &[ValType::I32, ValType::I64], &[]),
    ("gas_consume", "(i32, i64) -> ()", &[ValType::I32, ValType::I64], &[]),
    ("event_emit", "(i32, i32, i32) -> ()", &[ValType::I32, ValType::I32, ValType::I32], &[]),
];

impl Reading<'_> {
    pub(super) fn types(&mut self, section: TypeSectionReader<'_>) -> Result<(), Refusal> {
        let offset = section.range().start;
        for ty in section.into_iter_err_on_gc_types() {
            let ty = ty.map_err(invalid)?;
            within("parameters in one type", offset, ty.params().len(), self.limits.function_parameters)?;
            within("results in one type", offset, ty.results().len(), self.limits.function_results)?;
            self.estimate.function_type(&ty);
            self.plan.types.push(ty);
        }
        Ok(())
    }

    pub(super) fn imports(&mut self, section: ImportSectionReader<'_>) -> Result<(), Refusal> {
        for import in section.into_imports_with_offsets() {
            let (offset, import) = import.map_err(invalid)?;
            let hostcall = HOSTCALLS.iter().find(|(name, ..)| import.module == "env" && import.name == *name);
            let Some((name, expected, parameters, results)) = hostcall else {
                let (module, name) = (Untrusted(import.module).to_string(), Untrusted(import.name).to_string());
                return Err(Refusal::UnknownImport { offset, module, name });
            };
            let TypeRef::Func(index) = import.ty else {
                let found = kind_of(&import.ty).to_owned();
                return Err(Refusal::ImportType { offset, name, found, expected });
            };
            self.functions.push(index);
            let ty = self.type_at(index);
            if !ty.is_some_and(|ty| ty.params() == *parameters && ty.results() == *results) {
                let found = format!("the function {}", ty.map(signature).unwrap_or_default());
                return Err(Refusal::ImportType { offset, name, found, expected });
            }
        }
        self.imported_functions = self.functions.len();
        self.plan.imported_functions = u32::try_from(self.imported_functions).unwrap_or(u32::MAX);
        Ok(())
    }

    pub(super) fn functions(&mut self, section: FunctionSectionReader<'_>) -> Result<(), Refusal> {
        for index in section {
            self.functions.push(index.map_err(invalid)?);
        }
        Ok(())
    }

    pub(super) fn tables(&mut self, section: TableSectionReader<'_>) -> Result<(), Refusal> {
        for table in section.into_iter_with_offsets() {
            let (offset, table) = table.map_err(invalid)?;
            within("elements in one table", offset, table.ty.initial, self.limits.table_elements)?;
            self.tables.push(table.ty.initial);
        }
        Ok(())
    }

    pub(super) fn memories(&mut self, section: MemorySectionReader<'_>) -> Result<(), Refusal> {
        for memory in section.into_iter_with_offsets() {
            let (offset, memory) = memory.map_err(invalid)?;
            let bytes = MemoryBytes::of(&memory);
            within("bytes of memory", offset, bytes.initial, self.limits.memory_bytes)?;
            self.memory = Some(bytes);
            self.changes_itself = true;
        }
        Ok(())
    }

    pub(super) fn globals(&mut self, section: GlobalSectionReader<'_>) -> Result<(), Refusal> {
        self.needs.globals = section.count().into();
        self.plan.globals = section.count();
        self.estimate.items(section.count().into());
        for global in section {
            let global = global.map_err(invalid)?;
            self.changes_itself |= global.ty.mutable;
            self.estimate.global(&global.init_expr);
            self.entries_in(&global.init_expr)?;
        }
        Ok(())
    }

    pub(super) fn exports(&mut self, section: ExportSectionReader<'_>) -> Result<(), Refusal> {
        self.estimate.items(section.count().into());
        for export in section.into_iter_with_offsets() {
            let (offset, export) = export.map_err(invalid)?;
            within("bytes in one export name", offset, export.name.len(), self.limits.export_name_bytes)?;
            if export.name == COUNTER_EXPORT {
                return Err(Refusal::ReservedName { offset, name: COUNTER_EXPORT });
            }
            if export.kind != ExternalKind::Func {
                continue;
            }
            let ty = self.function_type(export.index);
            let callable = ty.filter(|ty| {
                ty.results() == [ValType::I64] && ty.params().iter().all(|parameter| *parameter == ValType::I64)
            });
            let Some(callable) = callable else {
                let (name, found) = (Untrusted(export.name).to_string(), ty.map(signature).unwrap_or_default());
                return Err(Refusal::ExportType { offset, name, found });
            };
            let parameters = callable.params().len();
            self.entry(export.index);
            self.exports.push(Export { name: export.name.to_owned(), parameters });
        }
        Ok(())
    }

    pub(super) fn element_segments(&mut self, section: ElementSectionReader<'_>) -> Result<(), Refusal> {
        self.estimate.items(section.count().into());
        for (index, segment) in (0..).zip(section) {
            let segment = segment.map_err(invalid)?;
            let offset = segment.range.start;
            let items = match &segment.items {
                ElementItems::Functions(items) => items.count(),
                ElementItems::Expressions(_, items) => items.count(),
            };
            self.needs.segment_items += u64::from(items);
            within("items in element segments", offset, self.needs.segment_items, self.limits.element_segment_items)?;
            self.estimate.element_segment(&segment);
            match segment.items {
                ElementItems::Functions(items) => {
                    for function in items {
                        self.entry(function.map_err(invalid)?);
                    }
                }
                ElementItems::Expressions(_, items) => {
                    for item in items {
                        self.entries_in(&item.map_err(invalid)?)?;
                    }
                }
            }
            if let ElementKind::Active { table_index, offset_expr } = &segment.kind {
                let table = usize::try_from(table_index.unwrap_or(0)).unwrap_or(usize::MAX);
                let size = self.tables.get(table).copied().unwrap_or(0);
                let start = constant(offset_expr)?;
                let end = start + u64::from(items);
                if end > size && !seeded!(SegmentsUnchecked) {
                    let (what, target) = ("element segment", "table");
                    return Err(Refusal::SegmentOutOfRange { what, index, offset, start, end, target, size });
                }
            }
        }
        Ok(())
    }

    pub(super) fn data_segments(&mut self, section: DataSectionReader<'_>) -> Result<(), Refusal> {
        self.estimate.items(section.count().into());
        for (index, segment) in (0..).zip(section) {
            let segment = segment.map_err(invalid)?;
            let (offset, length) = (segment.range.start, segment.data.len() as u64);
            self.needs.data_bytes += length;
            if let DataKind::Active { offset_expr, .. } = &segment.kind {
                let size = self.memory.unwrap_or_default().initial;
                let start = constant(offset_expr)?;
                let end = start + length;
                self.estimate.written_memory(start, length);
                if end > size && !seeded!(SegmentsUnchecked) {
                    let (what, target) = ("data segment", "memory");
                    return Err(Refusal::SegmentOutOfRange { what, index, offset, start, end, target, size });
                }
            }
        }
        Ok(())
    }

    /// A function that can be called from outside the module's own code.
    fn entry(&mut self, function: u32) {
        if self.entries.insert(function)
            && let Some(ty) = self.function_type(function).cloned()
        {
            self.estimate.entry(&ty);
        }
    }

    fn entries_in(&mut self, expression: &ConstExpr<'_>) -> Result<(), Refusal> {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator.map_err(invalid)? {
                self.entry(function_index);
            }
        }
        Ok(())
    }
}

/// The value of a validated offset. Without extended constants and without imported globals it is one `i32.const`.
fn constant(expression: &ConstExpr<'_>) -> Result<u64, Refusal> {
    let mut operators = expression.get_operators_reader();
    let (operator, offset) = operators.read_with_offset().map_err(invalid)?;
    match operator {
        Operator::I32Const { value } => Ok(value.cast_unsigned().into()),
        _ => Err(Refusal::Invalid { offset, message: "a segment's offset must be one `i32.const`".to_owned() }),
    }
}

fn kind_of(ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Func(_) | TypeRef::FuncExact(_) => "a function",
        TypeRef::Table(_) => "a table",
        TypeRef::Memory(_) => "a memory",
        TypeRef::Global(_) => "a global",
        TypeRef::Tag(_) => "a tag",
    }
}

fn signature(ty: &FuncType) -> String {
    let list = |types: &[ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("({}) -> ({})", list(ty.params()), list(ty.results()))
}

/// A group of types is refused before it is read: the reader makes room for as many as it claims to have.
pub(super) fn no_group_of_types(wasm: &[u8], section: Range<usize>) -> Result<(), Refusal> {
    const FUNCTION: u8 = 0x60;
    const GROUP: u8 = 0x4e;
    let mut reader = BinaryReader::new(wasm.get(section.clone()).unwrap_or_default(), section.start);
    let count = reader.read_var_u32().map_err(invalid)?;
    for _ in 0..count {
        let offset = reader.original_position();
        match reader.read_u8().map_err(invalid)? {
            FUNCTION => _ = reader.read::<FuncType>().map_err(invalid)?,
            GROUP => {
                let message = "groups of types are not supported without the gc feature".to_owned();
                return Err(Refusal::Invalid { offset, message });
            }
            // The validator refuses all others.
            _ => return Ok(()),
        }
    }
    Ok(())
}
