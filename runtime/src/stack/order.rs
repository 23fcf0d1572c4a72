//! The order that functions are compiled in: large ones last, the largest at the end (spec clause `LIMIT-7`).

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, Function, FunctionSection, Module};
use wasmparser::{CustomSectionReader, FunctionBody, FunctionSectionReader, Parser};

use super::{Counting, Plan};

/// A function that is large, as it is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Large {
    /// Values that the compiler makes of it.
    pub values: u64,
    /// Which the module defines.
    pub function: usize,
    /// It is not that function's body, but what takes its place.
    pub is_in_its_place: bool,
}

/// Which function comes where, of those that the rewritten module defines; or nothing, if they stay where they are.
pub(super) fn order(plan: &Plan) -> Option<Vec<usize>> {
    let is_moved = |function: &usize| matches!(plan.functions.get(*function), Some(Counting::Before { .. }));
    let moved: Vec<usize> = (0..plan.functions.len()).filter(is_moved).collect();
    let mut values = vec![0; plan.functions.len().saturating_add(moved.len())];
    for large in &plan.large {
        let position = match moved.binary_search(&large.function) {
            Ok(before) if !large.is_in_its_place => plan.functions.len().saturating_add(before),
            _ => large.function,
        };
        if let Some(of_it) = values.get_mut(position) {
            *of_it = large.values;
        }
    }
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|position| values.get(*position));
    (!order.is_sorted()).then_some(order)
}

/// The module with its functions in this order. Custom sections mean nothing, and are left out.
pub(super) fn reordered(wasm: &[u8], imported_functions: u32, order: &[usize]) -> Result<Vec<u8>, Error> {
    let mut indices = vec![0; order.len()];
    for (index, position) in (imported_functions..).zip(order) {
        if let Some(of_it) = indices.get_mut(*position) {
            *of_it = index;
        }
    }
    let mut module = Module::new();
    let mut ordering = Ordering { imported_functions, order, indices, bodies: Vec::new() };
    ordering.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Ordering<'o> {
    imported_functions: u32,
    order: &'o [usize],
    /// Index of each function that was defined, by where it was.
    indices: Vec<u32>,
    bodies: Vec<Function>,
}

impl Reencode for Ordering<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let defined = function.checked_sub(self.imported_functions).map(crate::host::count);
        Ok(defined.and_then(|defined| self.indices.get(defined)).copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for ty in self.order.iter().filter_map(|position| types.get(*position)) {
            functions.function(self.type_index(*ty)?);
        }
        Ok(())
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            function.instruction(&self.instruction(operator?)?);
        }
        self.bodies.push(function);
        if self.bodies.len() == self.order.len() {
            for body in self.order.iter().filter_map(|position| self.bodies.get(*position)) {
                code.function(body);
            }
        }
        Ok(())
    }
}
