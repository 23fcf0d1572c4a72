//! The estimate alone, of any valid module: for measuring it against modules that this ABI refuses for other reasons.

use std::collections::BTreeSet;

use wasmparser::{
    BinaryReaderError, ConstExpr, DataKind, ElementItems, ExternalKind, FuncToValidate, FuncType,
    FuncValidatorAllocations, FunctionBody, MemoryType, Operator, Parser, Payload, TypeRef, ValidPayload, Validator,
    ValidatorResources, WasmFeatures,
};

use super::{CompileEstimate, EitherWay, MemoryBytes, Surroundings, block_values};

/// What admission would estimate, whatever else the module has that this ABI refuses. For benchmarks.
///
/// # Errors
///
/// If the module is not valid with every feature on.
#[doc(hidden)]
pub fn compile_estimate(wasm: &[u8]) -> Result<CompileEstimate, BinaryReaderError> {
    let mut whole = Whole::default();
    whole.estimate.binary(wasm.len() as u64);
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match validator.payload(&payload)? {
            ValidPayload::Func(function, body) => whole.function(function, &body)?,
            _ => whole.section(payload)?,
        }
    }
    Ok(whole.estimate)
}

#[derive(Default)]
struct Whole {
    estimate: CompileEstimate,
    types: Vec<FuncType>,
    /// Type index of every function, imports first.
    functions: Vec<u32>,
    bodies: usize,
    imports: usize,
    memory: MemoryBytes,
    entries: BTreeSet<u32>,
    allocations: FuncValidatorAllocations,
}

impl Whole {
    fn type_at(&self, index: u32) -> Option<&FuncType> {
        self.types.get(crate::host::count(index))
    }

    fn type_of(&self, function: u32) -> Option<&FuncType> {
        self.type_at(*self.functions.get(crate::host::count(function))?)
    }

    fn memory(&mut self, memory: MemoryType) {
        self.memory = MemoryBytes::of(&memory);
    }

    fn entry(&mut self, function: u32) {
        if self.entries.insert(function)
            && let Some(ty) = self.type_of(function).cloned()
        {
            self.estimate.entry(&ty);
        }
    }

    fn entries_in(&mut self, expression: &ConstExpr<'_>) -> Result<(), BinaryReaderError> {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator? {
                self.entry(function_index);
            }
        }
        Ok(())
    }

    fn section(&mut self, payload: Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => {
                for ty in section.into_iter_err_on_gc_types() {
                    let ty = ty?;
                    self.estimate.function_type(&ty);
                    self.types.push(ty);
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import?.ty {
                        TypeRef::Func(index) => self.functions.push(index),
                        TypeRef::Memory(memory) => self.memory(memory),
                        _ => {}
                    }
                }
                self.imports = self.functions.len();
            }
            Payload::FunctionSection(section) => {
                for index in section {
                    self.functions.push(index?);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memory(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                self.estimate.items(section.count().into());
                for global in section {
                    let global = global?;
                    self.estimate.global(&global.init_expr);
                    self.entries_in(&global.init_expr)?;
                }
            }
            Payload::ExportSection(section) => {
                self.estimate.items(section.count().into());
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.entry(export.index);
                    }
                }
            }
            Payload::ElementSection(section) => {
                self.estimate.items(section.count().into());
                for segment in section {
                    let segment = segment?;
                    self.estimate.element_segment(&segment);
                    match segment.items {
                        ElementItems::Functions(items) => {
                            for function in items {
                                self.entry(function?);
                            }
                        }
                        ElementItems::Expressions(_, items) => {
                            for item in items {
                                self.entries_in(&item?)?;
                            }
                        }
                    }
                }
            }
            Payload::DataSection(section) => {
                self.estimate.items(section.count().into());
                for segment in section {
                    let segment = segment?;
                    if let DataKind::Active { offset_expr, .. } = &segment.kind
                        && let Ok(Operator::I32Const { value }) = offset_expr.get_operators_reader().read()
                    {
                        self.estimate.written_memory(value.cast_unsigned().into(), segment.data.len() as u64);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn function(
        &mut self,
        function: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'_>,
    ) -> Result<(), BinaryReaderError> {
        let index = u32::try_from(self.imports.saturating_add(self.bodies)).unwrap_or(u32::MAX);
        self.bodies += 1;
        let mut validator = function.into_validator(std::mem::take(&mut self.allocations));
        let mut locals = body.get_locals_reader()?;
        self.estimate.local_declarations(locals.get_count().into());
        let mut local_count = 0u32;
        for _ in 0..locals.get_count() {
            let offset = locals.original_position();
            let (count, ty) = locals.read()?;
            local_count = local_count.saturating_add(count);
            validator.define_locals(offset, count, ty)?;
        }
        let ty = self.type_of(index).cloned().unwrap_or_else(|| FuncType::new([], []));
        let mut cost = EitherWay::new(ty, local_count, self.memory);
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let (operator, offset) = operators.read_with_offset()?;
            validator.op(offset, &operator)?;
            let callee = match &operator {
                Operator::Call { function_index } => self.type_of(*function_index),
                Operator::CallIndirect { type_index, .. } => self.type_at(*type_index),
                _ => None,
            };
            let block = block_values(&operator, |index| self.type_at(index));
            if operators.eof() {
                cost.decide();
            }
            cost.operator(&operator, &Surroundings { height: validator.operand_stack_height(), block, callee });
        }
        self.estimate.function(&cost);
        self.allocations = validator.into_allocations();
        Ok(())
    }
}
