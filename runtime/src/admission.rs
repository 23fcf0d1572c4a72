//! What a module may be (spec clauses `MOD-1` to `MOD-7`, `LIMIT-1`). Reads bytes, runs nothing, compiles nothing.

mod code;
mod compile_cost;
mod header;
mod sections;

use std::collections::BTreeSet;

use wasmparser::{
    BinaryReaderError, Chunk, Encoding, FuncType, FuncValidatorAllocations, Parser, Payload, ValidPayload, Validator,
    WasmFeatures,
};

use crate::custom_sections;
use crate::error::Refusal;
use crate::limits::Limits;
use crate::names::Untrusted;
use crate::prices::StartingNeeds;
use crate::stack::Plan;

use compile_cost::MemoryBytes;
pub use compile_cost::{CompileEstimate, compile_estimate};

/// Integer WebAssembly 1.0 and the few extensions that a compiler for this ABI uses.
pub(crate) const FEATURES: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::REFERENCE_TYPES);

/// An exported function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its name as the module has it: untrusted text.
    pub name: String,
    /// How many `i64` arguments it takes.
    pub parameters: usize,
}

/// What the rest of the runtime needs to know of an admitted module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Admitted {
    /// Exported functions, in the module's order.
    pub exports: Vec<Export>,
    /// Fuel that every call pays first (`FUEL-7`).
    pub entry_price: u64,
    /// Whether an instance that has run a call differs in nothing from a fresh one (`CALL-3`).
    pub reusable: bool,
    /// Whether an instance needs a linear memory.
    pub has_memory: bool,
    /// Whether it has custom sections besides its names.
    pub custom_sections: bool,
    /// How its functions count their stack height.
    pub plan: Plan,
    /// What compiling it takes at worst.
    pub estimate: CompileEstimate,
}

/// Judges a module: a pure function of bytes and limits.
pub(crate) fn admit(wasm: &[u8], limits: &Limits) -> Result<Admitted, Refusal> {
    header::check(wasm)?;
    within("module bytes", 0, wasm.len(), limits.module_bytes)?;
    let mut reading = Reading::new(wasm, limits);
    reading.estimate.binary(wasm.len() as u64);
    let mut parser = Parser::new(0);
    parser.set_features(FEATURES);
    let mut rest = wasm;
    loop {
        let offset = wasm.len() - rest.len();
        match parser.parse(rest, false).map_err(invalid)? {
            Chunk::Parsed { consumed, payload } => {
                reading.payload(payload)?;
                rest = rest.get(consumed..).unwrap_or_default();
            }
            // Where no more can come, the end is good only between sections.
            Chunk::NeedMoreData(_) => match parser.parse(rest, true) {
                Ok(Chunk::Parsed { payload: payload @ Payload::End(_), .. }) => {
                    reading.payload(payload)?;
                    reading.within_compile_limits(&reading.estimate, wasm.len())?;
                    return Ok(reading.finish());
                }
                _ => return Err(Refusal::Truncated { module_bytes: wasm.len(), offset }),
            },
        }
    }
}

/// A module, read as far as it has been.
struct Reading<'l> {
    wasm: &'l [u8],
    limits: &'l Limits,
    validator: Validator,
    allocations: FuncValidatorAllocations,
    /// Type index of every function, imports first.
    functions: Vec<u32>,
    imported_functions: usize,
    /// Elements each table starts with.
    tables: Vec<u64>,
    memory: Option<MemoryBytes>,
    exports: Vec<Export>,
    needs: StartingNeeds,
    plan: Plan,
    estimate: CompileEstimate,
    /// Functions that can be called from outside the module's own code.
    entries: BTreeSet<u32>,
    /// A call can leave the instance different: by memory, by a mutable global, by a table or segment it changes.
    changes_itself: bool,
    custom_sections: bool,
}

impl<'l> Reading<'l> {
    fn new(wasm: &'l [u8], limits: &'l Limits) -> Self {
        Self {
            wasm,
            limits,
            validator: Validator::new_with_features(FEATURES),
            allocations: FuncValidatorAllocations::default(),
            functions: Vec::new(),
            imported_functions: 0,
            tables: Vec::new(),
            memory: None,
            exports: Vec::new(),
            needs: StartingNeeds::default(),
            plan: Plan::default(),
            estimate: CompileEstimate::default(),
            entries: BTreeSet::new(),
            changes_itself: false,
            custom_sections: false,
        }
    }

    fn payload(&mut self, payload: Payload<'_>) -> Result<(), Refusal> {
        // A section's length is judged before its items are validated, so that a limit also bounds the validator's work.
        self.count(&payload)?;
        if let Payload::TypeSection(section) = &payload {
            sections::no_group_of_types(self.wasm, section.range())?;
        }
        let validated = self.validator.payload(&payload).map_err(invalid)?;
        if let ValidPayload::Func(function, body) = validated {
            return self.function_body(function, &body);
        }
        match payload {
            Payload::Version { encoding: Encoding::Component, .. } => Err(Refusal::Component),
            Payload::TypeSection(section) => self.types(section),
            Payload::ImportSection(section) => self.imports(section),
            Payload::FunctionSection(section) => self.functions(section),
            Payload::TableSection(section) => self.tables(section),
            Payload::MemorySection(section) => self.memories(section),
            Payload::GlobalSection(section) => self.globals(section),
            Payload::ExportSection(section) => self.exports(section),
            Payload::StartSection { func: function, range } => Err(Refusal::Start { offset: range.start, function }),
            Payload::ElementSection(section) => self.element_segments(section),
            Payload::DataSection(section) => self.data_segments(section),
            #[cfg(feature = "canary")]
            Payload::CustomSection(section) if seeded!(AdmissionPanics) => {
                assert!(!section.data().is_empty(), "seeded");
                Ok(())
            }
            Payload::CustomSection(section) => {
                self.custom_sections |= section.name() != custom_sections::NAMES;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn count(&self, payload: &Payload<'_>) -> Result<(), Refusal> {
        let limits = self.limits;
        let (what, range, found, limit) = match payload {
            Payload::TypeSection(section) => ("types", section.range(), section.count(), limits.types),
            Payload::ImportSection(section) => ("imports", section.range(), section.count(), limits.imports),
            Payload::FunctionSection(section) => ("functions", section.range(), section.count(), limits.functions),
            Payload::TableSection(section) => ("tables", section.range(), section.count(), limits.tables),
            Payload::GlobalSection(section) => ("globals", section.range(), section.count(), limits.globals),
            Payload::ExportSection(section) => ("exports", section.range(), section.count(), limits.exports),
            Payload::ElementSection(section) => {
                ("element segments", section.range(), section.count(), limits.element_segments)
            }
            Payload::DataSection(section) => ("data segments", section.range(), section.count(), limits.data_segments),
            Payload::DataCountSection { count, range } => {
                ("data segments", range.clone(), *count, limits.data_segments)
            }
            _ => return Ok(()),
        };
        within(what, range.start, found, limit)
    }

    fn within_compile_limits(&self, estimate: &CompileEstimate, offset: usize) -> Result<(), Refusal> {
        within("units of compile cost", offset, estimate.cost(), self.limits.compile_cost)?;
        within("bytes to compile with", offset, estimate.bytes(), self.limits.compile_bytes)
    }

    fn function_type(&self, function: u32) -> Option<&FuncType> {
        self.type_at(*self.functions.get(usize::try_from(function).ok()?)?)
    }

    fn type_at(&self, index: u32) -> Option<&FuncType> {
        self.plan.types.get(usize::try_from(index).ok()?)
    }

    fn finish(mut self) -> Admitted {
        self.needs.memory_bytes = self.memory.unwrap_or_default().initial;
        self.needs.table_elements = self.tables.iter().sum();
        self.needs.fresh_instance = self.changes_itself;
        Admitted {
            plan: self.plan,
            estimate: self.estimate,
            exports: self.exports,
            entry_price: self.needs.price(),
            reusable: !self.changes_itself,
            has_memory: self.memory.is_some(),
            custom_sections: self.custom_sections,
        }
    }
}

fn within(what: &'static str, offset: usize, found: impl TryInto<u64>, limit: impl Into<u64>) -> Result<(), Refusal> {
    let (found, limit) = (found.try_into().unwrap_or(u64::MAX), limit.into());
    if found > limit {
        return Err(Refusal::Limit { what, offset, found, limit });
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn invalid(error: BinaryReaderError) -> Refusal {
    Refusal::Invalid { offset: error.offset(), message: Untrusted(error.message()).to_string() }
}
