//! Kinds of instructions, as the estimate sees them.

use wasmparser::Operator;

use crate::stack::yields_nothing;

/// Cost of an instruction beyond any other's, and the basic blocks it makes.
pub(super) fn dear(operator: &Operator<'_>) -> (u64, u64) {
    match operator {
        Operator::TableCopy { .. } | Operator::TableInit { .. } => (600_000, 10),
        Operator::TableFill { .. } | Operator::TableGrow { .. } => (100_000, 6),
        Operator::TableGet { .. } => (40_000, 5),
        Operator::TableSet { .. } => (30_000, 2),
        Operator::CallIndirect { .. } => (30_000, 6),
        Operator::MemoryFill { .. } | Operator::MemoryCopy { .. } | Operator::MemoryInit { .. } => (50_000, 1),
        Operator::MemoryGrow { .. }
        | Operator::ElemDrop { .. }
        | Operator::DataDrop { .. }
        | Operator::RefFunc { .. } => (12_000, 0),
        _ if is_division(operator) => (8_000, 0),
        _ => (0, 0),
    }
}

pub(super) fn is_rotation(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::I32Rotl | Operator::I32Rotr | Operator::I64Rotl | Operator::I64Rotr)
}

fn is_division(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::I32DivS
            | Operator::I32DivU
            | Operator::I32RemS
            | Operator::I32RemU
            | Operator::I64DivS
            | Operator::I64DivU
            | Operator::I64RemS
            | Operator::I64RemU
    )
}

/// What the optimiser makes one of, where there are several in a row, each with a constant.
pub(super) fn joins(operator: &Operator<'_>) -> bool {
    use Operator as O;
    is_copied(operator)
        || is_rotation(operator)
        || matches!(operator, O::I32Mul | O::I64Mul)
        || matches!(operator, O::I32Shl | O::I32ShrS | O::I32ShrU | O::I64Shl | O::I64ShrS | O::I64ShrU)
}

/// What the optimiser writes again in every block that needs it, where an operand is a constant.
pub(super) fn is_copied(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(operator, O::I32Add | O::I32Sub | O::I32And | O::I32Or | O::I32Xor)
        || matches!(operator, O::I64Add | O::I64Sub | O::I64And | O::I64Or | O::I64Xor)
}

/// What the optimiser looks through when it makes one of a row.
pub(super) fn is_conversion(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(operator, O::I32WrapI64 | O::I64ExtendI32S | O::I64ExtendI32U | O::I32Extend8S | O::I32Extend16S)
        || matches!(operator, O::I64Extend8S | O::I64Extend16S | O::I64Extend32S)
}

/// What it makes of a value and itself is known.
pub(super) fn vanishes_with_itself(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(operator, O::I32Sub | O::I32Xor | O::I64Sub | O::I64Xor) || compares(operator)
}

/// What it makes of any value and 0, or -1, may be known.
pub(super) fn vanishes_with_extremes(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(operator, O::I32Mul | O::I32And | O::I32Or | O::I64Mul | O::I64And | O::I64Or) || compares(operator)
}

fn compares(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(operator, O::I32Eq | O::I32Ne | O::I32LtS | O::I32LtU | O::I32GtS | O::I32GtU)
        || matches!(operator, O::I32LeS | O::I32LeU | O::I32GeS | O::I32GeU)
        || matches!(operator, O::I64Eq | O::I64Ne | O::I64LtS | O::I64LtU | O::I64GtS | O::I64GtU)
        || matches!(operator, O::I64LeS | O::I64LeU | O::I64GeS | O::I64GeU)
}

/// All bits of the constant are the same.
pub(super) fn is_extreme(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::I32Const { value: 0 | -1 } | Operator::I64Const { value: 0 | -1 })
}

pub(super) fn is_constant(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::I32Const { .. } | Operator::I64Const { .. } | Operator::F32Const { .. } | Operator::F64Const { .. }
    )
}

/// Neither control, nor locals, nor a constant.
pub(super) fn computes(operator: &Operator<'_>) -> bool {
    !is_constant(operator)
        && !matches!(
            operator,
            Operator::Block { .. }
                | Operator::Loop { .. }
                | Operator::If { .. }
                | Operator::Else
                | Operator::End
                | Operator::Br { .. }
                | Operator::BrIf { .. }
                | Operator::BrTable { .. }
                | Operator::Return
                | Operator::Unreachable
                | Operator::Nop
                | Operator::Drop
                | Operator::LocalGet { .. }
                | Operator::LocalSet { .. }
                | Operator::LocalTee { .. }
        )
}

/// Values that an instruction which computes leaves on the stack; the results are those of what it calls.
pub(super) fn yields(operator: &Operator<'_>, results: usize) -> usize {
    match operator {
        Operator::Call { .. } | Operator::CallIndirect { .. } => results,
        _ if yields_nothing(operator) => 0,
        _ => 1,
    }
}

/// Decided by its operands alone.
pub(super) fn only_computes(operator: &Operator<'_>) -> bool {
    computes(operator)
        && yields(operator, 0) == 1
        && !is_division(operator)
        && !matches!(
            operator,
            Operator::Call { .. }
                | Operator::CallIndirect { .. }
                | Operator::GlobalGet { .. }
                | Operator::MemorySize { .. }
                | Operator::MemoryGrow { .. }
                | Operator::TableGet { .. }
                | Operator::TableSize { .. }
                | Operator::TableGrow { .. }
                | Operator::RefFunc { .. }
                | Operator::I32Load { .. }
                | Operator::I64Load { .. }
                | Operator::F32Load { .. }
                | Operator::F64Load { .. }
                | Operator::I32Load8S { .. }
                | Operator::I32Load8U { .. }
                | Operator::I32Load16S { .. }
                | Operator::I32Load16U { .. }
                | Operator::I64Load8S { .. }
                | Operator::I64Load8U { .. }
                | Operator::I64Load16S { .. }
                | Operator::I64Load16U { .. }
                | Operator::I64Load32S { .. }
                | Operator::I64Load32U { .. }
        )
}
