//! Function bodies: valid, within their limits, and whether they change the instance for the next call.

use wasmparser::{FuncToValidate, FuncType, FunctionBody, Operator, ValidatorResources};

use super::compile_cost::{CompileEstimate, EitherWay, Surroundings, block_values};
use super::{Reading, invalid, within};
use crate::error::Refusal;
use crate::stack::{Spilled, Weight};

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
        self.estimate.local_declarations(locals.get_count().into());
        let mut local_count = 0u64;
        for _ in 0..locals.get_count() {
            let offset = locals.original_position();
            let (count, ty) = locals.read().map_err(invalid)?;
            local_count += u64::from(count);
            within("locals in one function", offset, local_count, self.limits.function_locals)?;
            validator.define_locals(offset, count, ty).map_err(invalid)?;
        }
        let type_index = self.functions.get(self.imported_functions.saturating_add(self.plan.functions.len())).copied();
        let type_index = type_index.unwrap_or(u32::MAX);
        let locals = u32::try_from(local_count).unwrap_or(u32::MAX);
        let mut weight = self.type_at(type_index).map_or(Weight::UNKNOWN, |ty| Weight::new(ty, locals));
        let mut cost = self.function_cost(type_index, locals);
        let mut operators = body.get_operators_reader().map_err(invalid)?;
        while !operators.eof() {
            let (operator, offset) = operators.read_with_offset().map_err(invalid)?;
            validator.op(offset, &operator).map_err(invalid)?;
            if let Operator::BrTable { targets } = &operator {
                within("targets in one branch table", offset, targets.len(), self.limits.branch_table_targets)?;
            }
            let block = block_values(&operator, |index| self.type_at(index));
            let height = validator.operand_stack_height();
            let callee = self.callee(&operator);
            if operators.eof() {
                // What ways through it come to is found out now, and takes time: not of what is too dear without.
                cost.decide();
                self.estimate_with(&cost, range.start)?;
            }
            cost.operator(&operator, &Surroundings { height, block, callee });
            weight.add(&operator, yields(&operator, block, callee));
            if let Some(callee) = callee {
                weight.call(callee, self.calls_guest_code(&operator));
            }
            self.changes_itself |= changes_the_instance(&operator);
        }
        operators.finish().map_err(invalid)?;
        self.allocations = validator.into_allocations();
        self.estimate = self.estimate_with(&cost, range.start)?;
        let is_spilled = cost.is_spilled();
        self.plan.large.extend(cost.large(self.plan.functions.len()));
        if let Some(holes) = cost.into_holes() {
            self.plan.holes.insert(self.plan.functions.len(), holes);
        }
        let counting = if is_spilled {
            let spilled = Spilled::new(&self.function_type_at(type_index), body).map_err(invalid)?;
            weight.spilled(&spilled);
            self.plan.spilled.insert(self.plan.functions.len(), spilled);
            weight.counting_before(type_index, self.limits)
        } else {
            weight.counting(type_index, self.limits)
        };
        self.plan.functions.push(counting);
        Ok(())
    }

    fn function_cost(&self, type_index: u32, locals: u32) -> EitherWay {
        EitherWay::new(self.function_type_at(type_index), locals, self.memory.unwrap_or_default())
    }

    /// Validation leaves none that is not known.
    fn function_type_at(&self, index: u32) -> FuncType {
        self.type_at(index).cloned().unwrap_or_else(|| FuncType::new([], []))
    }

    /// Judged after every function, so that the rest of a bomb is not even read.
    fn estimate_with(&self, function: &EitherWay, offset: usize) -> Result<CompileEstimate, Refusal> {
        let mut estimate = self.estimate;
        estimate.function(function);
        self.within_compile_limits(&estimate, offset)?;
        Ok(estimate)
    }

    fn callee(&self, operator: &Operator<'_>) -> Option<&FuncType> {
        match operator {
            Operator::Call { function_index } => self.function_type(*function_index),
            Operator::CallIndirect { type_index, .. } => self.type_at(*type_index),
            _ => None,
        }
    }

    /// A hostcall never calls back, so only what the module defines can nest.
    fn calls_guest_code(&self, operator: &Operator<'_>) -> bool {
        match operator {
            Operator::Call { function_index } => crate::host::count(*function_index) >= self.imported_functions,
            Operator::CallIndirect { .. } => true,
            _ => false,
        }
    }
}

/// How many values an instruction may yield, those that meet at either end of a block included.
fn yields(operator: &Operator<'_>, block: (usize, usize), callee: Option<&FuncType>) -> u32 {
    let values = match operator {
        Operator::Call { .. } | Operator::CallIndirect { .. } => callee.map_or(0, |ty| ty.results().len()),
        Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => block.0.saturating_add(block.1),
        _ => 1,
    };
    u32::try_from(values).unwrap_or(u32::MAX)
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
