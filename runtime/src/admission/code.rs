//! Function bodies: valid, within their limits, and whether they change the instance for the next call.

use wasmparser::{FuncToValidate, FunctionBody, Operator, ValidatorResources};

use super::{Reading, invalid, within};
use crate::error::Refusal;

impl Reading<'_> {
    pub(super) fn function_body(
        &mut self,
        function: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'_>,
    ) -> Result<(), Refusal> {
        let range = body.range();
        within("bytes in one function body", range.start, range.len(), self.limits.function_body_bytes)?;
        let mut validator = function.into_validator(std::mem::take(&mut self.allocations));
        let mut locals = body.get_locals_reader().map_err(invalid)?;
        let mut local_count = 0u64;
        for _ in 0..locals.get_count() {
            let offset = locals.original_position();
            let (count, ty) = locals.read().map_err(invalid)?;
            local_count += u64::from(count);
            within("locals in one function", offset, local_count, self.limits.function_locals)?;
            validator.define_locals(offset, count, ty).map_err(invalid)?;
        }
        let mut operators = body.get_operators_reader().map_err(invalid)?;
        while !operators.eof() {
            let (operator, offset) = operators.read_with_offset().map_err(invalid)?;
            validator.op(offset, &operator).map_err(invalid)?;
            self.changes_itself |= changes_the_instance(&operator);
        }
        operators.finish().map_err(invalid)?;
        self.allocations = validator.into_allocations();
        Ok(())
    }
}

/// Writes to memory and mutable globals are told by their declaration.
fn changes_the_instance(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::TableSet { .. }
            | Operator::TableGrow { .. }
            | Operator::TableFill { .. }
            | Operator::TableCopy { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. }
            | Operator::DataDrop { .. }
    )
}
