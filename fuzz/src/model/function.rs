//! A function as a flat list of instructions, with what is known of it before it runs.

use runtime::Limits;
use wasmparser::{
    BinaryReaderError, FuncToValidate, FuncValidatorAllocations, FunctionBody, Operator, ValidatorResources,
};

use super::crowded::{self, Compiled};
use super::module::{Module, Unmodelled};
use super::numeric::index;
use super::weight::{Counting, Weight};

/// A function that the module defines.
#[derive(Debug)]
pub(super) struct Function<'w> {
    pub type_index: u32,
    /// Locals besides the parameters.
    pub locals: usize,
    pub operators: Vec<Operator<'w>>,
    /// Of each `block`, `loop`, `if` and `else`: where its `end` is, and where its `else` is, if it has one.
    pub ends: Vec<(usize, Option<usize>)>,
    pub counting: Counting,
    /// `LIMIT-6`: how many locals it has in globals, parameters included, if they are there.
    pub spilled: Option<u64>,
    /// `LIMIT-5`: the places before which there is a hole, if the function is crowded.
    pub holes: Option<Vec<usize>>,
}

impl Function<'_> {
    pub(super) fn has_hole_before(&self, place: usize) -> bool {
        self.holes.as_ref().is_some_and(|holes| holes.binary_search(&place).is_ok())
    }

    /// `CALL-3`: whether it has an instruction that leaves a table or a segment other than it was.
    pub(super) fn changes_the_instance(&self) -> bool {
        self.operators.iter().any(|operator| {
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
        })
    }
}

impl<'w> Module<'w> {
    pub(super) fn function(
        &self,
        type_index: u32,
        to_validate: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'w>,
        limits: &Limits,
    ) -> Result<Function<'w>, Unmodelled> {
        let mut locals = 0;
        for run in body.get_locals_reader()? {
            locals += index(run?.0);
        }
        let operators: Vec<Operator<'w>> = body.get_operators_reader()?.into_iter().collect::<Result<_, _>>()?;
        let mut weight = Weight::new(self.type_at(type_index), locals);
        let mut ends = vec![(0, None); operators.len()];
        let mut open = Vec::new();
        for (place, operator) in operators.iter().enumerate() {
            match operator {
                Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty } => {
                    open.push((place, None));
                    let (parameters, results) = self.arity(*blockty);
                    weight.block(parameters, results);
                }
                Operator::Else => {
                    if let Some((_, otherwise)) = open.last_mut() {
                        *otherwise = Some(place);
                    }
                }
                // The last one ends the function.
                Operator::End => {
                    if let Some((start, otherwise)) = open.pop() {
                        ends[start] = (place, otherwise);
                        if let Some(otherwise) = otherwise {
                            ends[otherwise] = (place, None);
                        }
                    }
                }
                Operator::Call { function_index } => {
                    let of_the_module = index(*function_index) >= self.imports.len();
                    weight.call(self.type_of(*function_index), of_the_module);
                }
                Operator::CallIndirect { type_index, .. } => weight.call(self.type_at(*type_index), true),
                _ => weight.instruction(operator),
            }
        }
        let counting = Counting::Not;
        let mut function = Function { type_index, locals, operators, ends, counting, spilled: None, holes: None };
        let Compiled { spilled, holes } = crowded::compiled(self, &function, &heights(to_validate, body)?);
        function.counting = match spilled {
            Some(locals) => weight.counting_spilled(limits, locals),
            None => weight.counting(limits),
        };
        Ok(Function { spilled, holes, ..function })
    }
}

/// Of the operand stack, after each instruction.
fn heights(
    to_validate: FuncToValidate<ValidatorResources>,
    body: &FunctionBody<'_>,
) -> Result<Vec<u32>, BinaryReaderError> {
    let mut validator = to_validate.into_validator(FuncValidatorAllocations::default());
    let mut reader = body.get_binary_reader();
    validator.read_locals(&mut reader)?;
    let mut operators = body.get_operators_reader()?;
    let mut heights = Vec::new();
    while !operators.eof() {
        let (operator, offset) = operators.read_with_offset()?;
        validator.op(offset, &operator)?;
        heights.push(validator.operand_stack_height());
    }
    Ok(heights)
}
