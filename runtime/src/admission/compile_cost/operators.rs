//! Kinds of instructions, as the estimate sees them.

use wasmparser::{MemArg, Operator};

use crate::stack::yields_nothing;

/// Up to here an access may be near.
const NEAR_BYTES: u64 = 1 << 16;

/// What the compiler writes for an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub cost: u64,
    /// What the memory is made of: *X′* of the spec.
    pub memory: u64,
    /// Basic blocks.
    pub blocks: u64,
}

pub(super) fn written(operator: &Operator<'_>, memory_bytes: u64, call_values: u64) -> Written {
    let cost = match operator {
        Operator::GlobalGet { .. } | Operator::GlobalSet { .. } => 300,
        _ if computes(operator) => 1_600,
        _ => 0,
    };
    let memory = if is_constant(operator) || only_names(operator) { 0 } else { 1_250 };
    let more = dear(operator, memory_bytes, call_values);
    Written { cost: cost + more.cost, memory: memory + more.memory, blocks: more.blocks }
}

/// Beyond others.
fn dear(operator: &Operator<'_>, memory_bytes: u64, call_values: u64) -> Written {
    let as_much = |cost: u64, blocks: u64| Written { cost, memory: cost, blocks };
    let apart = |cost: u64, memory: u64| Written { cost, memory, blocks: 0 };
    match operator {
        Operator::TableCopy { .. } => as_much(600_000, 30),
        Operator::TableInit { .. } => as_much(600_000, 13),
        Operator::TableFill { .. } | Operator::TableGrow { .. } => as_much(100_000, 9),
        Operator::TableGet { .. } => as_much(40_000, 5),
        Operator::TableSet { .. } => as_much(30_000, 2),
        // What is passed is alive while the function is looked up, which is a call, too.
        Operator::CallIndirect { .. } => {
            Written { cost: call_values.saturating_mul(1_000).saturating_add(36_000), ..as_much(36_000, 6) }
        }
        Operator::MemoryFill { .. } | Operator::MemoryCopy { .. } | Operator::MemoryInit { .. } => as_much(50_000, 4),
        Operator::MemoryGrow { .. } => as_much(25_000, 4),
        Operator::ElemDrop { .. } | Operator::DataDrop { .. } | Operator::RefFunc { .. } => as_much(12_000, 0),
        Operator::BrTable { targets } => as_much(7_000, targets.len().into()),
        Operator::Block { .. } | Operator::BrIf { .. } => as_much(0, 1),
        Operator::If { .. } => as_much(0, 3),
        Operator::Loop { .. } => as_much(0, 4),
        Operator::GlobalGet { .. } | Operator::GlobalSet { .. } => apart(0, 800),
        Operator::MemorySize { .. } | Operator::TableSize { .. } => apart(4_000, 1_000),
        Operator::Select | Operator::TypedSelect { .. } => apart(2_500, 0),
        _ if is_division(operator) => as_much(8_000, 0),
        _ if compares(operator) => as_much(1_000, 0),
        _ => match accesses(operator) {
            Some(memory) if is_far(memory, memory_bytes) => as_much(22_000, 0),
            Some(_) => apart(2_500, 4_000),
            None => as_much(0, 0),
        },
    }
}

/// Cost of what an instruction is in the way of, for each value that is held meanwhile.
pub(super) fn conflicts(operator: &Operator<'_>, memory_bytes: u64, call_values: u64) -> u64 {
    match operator {
        Operator::Call { .. } | Operator::CallIndirect { .. } => call_values.saturating_mul(25).saturating_add(125),
        Operator::Select | Operator::TypedSelect { .. } => 125,
        _ if is_constant(operator) || compares(operator) => 110,
        _ => match accesses(operator) {
            Some(memory) if is_far(memory, memory_bytes) => 475,
            Some(_) => 150,
            None if computes(operator) => 75,
            None => 0,
        },
    }
}

/// How often the register allocator looks at a register where a value is held meanwhile, in thirds, for each such value; and the values that the
/// compiler makes of an instruction.
pub(super) fn probes_and_values(operator: &Operator<'_>, memory_bytes: u64, call_values: u64) -> (u64, u64) {
    match operator {
        Operator::TableSet { .. } => (48, 21),
        Operator::TableFill { .. } => (60, 21),
        Operator::MemoryCopy { .. } | Operator::MemoryInit { .. } => (90, 42),
        Operator::TableGrow { .. } | Operator::TableCopy { .. } | Operator::TableInit { .. } => (24, 42),
        Operator::MemoryGrow { .. } | Operator::MemoryFill { .. } => (20, 21),
        Operator::CallIndirect { .. } => (20, call_values.saturating_add(11)),
        Operator::TableGet { .. } => (12, 6),
        Operator::Call { .. } => (6, call_values.saturating_add(6)),
        Operator::ElemDrop { .. } | Operator::DataDrop { .. } | Operator::RefFunc { .. } => (5, 3),
        Operator::MemorySize { .. } => (12, 2),
        Operator::TableSize { .. } => (6, 2),
        Operator::GlobalGet { .. } | Operator::GlobalSet { .. } => (6, 1),
        Operator::BrTable { targets } => (u64::from(targets.len()).saturating_mul(5), 1),
        Operator::BrIf { .. } => (4, 1),
        Operator::Loop { .. } => (0, 4),
        _ if is_constant(operator) => (6, 1),
        _ if compares(operator) => (16, 2),
        _ => match accesses(operator) {
            Some(memory) if is_far(memory, memory_bytes) => (60, 13),
            Some(_) => (16, 3),
            None if computes(operator) => (5, 1),
            None => (0, 1),
        },
    }
}

/// How many of its operands the compiler may use once more where its value is used.
pub(super) fn looked_through(operator: &Operator<'_>) -> u64 {
    match operator {
        Operator::I32Add
        | Operator::I64Add
        | Operator::I32Sub
        | Operator::I64Sub
        | Operator::I32Shl
        | Operator::I64Shl
        | Operator::I32ShrS
        | Operator::I64ShrS
        | Operator::I32ShrU
        | Operator::I64ShrU => 1,
        Operator::I32And
        | Operator::I64And
        | Operator::I32Mul
        | Operator::I64Mul
        | Operator::I32WrapI64
        | Operator::I64ExtendI32S
        | Operator::I64ExtendI32U
        | Operator::I32Extend8S
        | Operator::I32Extend16S
        | Operator::I64Extend8S
        | Operator::I64Extend16S
        | Operator::I64Extend32S => 2,
        _ if compares(operator) => 2,
        _ => 0,
    }
}

/// Writes its result where an operand was, on processors that have two operands.
pub(super) fn writes_over_an_operand(operator: &Operator<'_>) -> bool {
    only_computes(operator) && !compares(operator)
}

/// Calls that the compiler makes of an instruction, on one way or another: none of the registers outlives them.
pub(super) fn clobbers(operator: &Operator<'_>) -> u64 {
    use Operator as O;
    let is_call = matches!(operator, O::Call { .. } | O::RefFunc { .. } | O::ElemDrop { .. } | O::DataDrop { .. })
        || matches!(
            operator,
            O::MemoryGrow { .. } | O::MemoryFill { .. } | O::MemoryCopy { .. } | O::MemoryInit { .. }
        )
        || matches!(operator, O::TableGet { .. } | O::TableSet { .. } | O::TableGrow { .. } | O::TableFill { .. })
        || matches!(operator, O::TableCopy { .. } | O::TableInit { .. });
    if matches!(operator, O::CallIndirect { .. }) { 2 } else { u64::from(is_call) }
}

/// The compiler uses the last operand more than once.
pub(super) fn uses_again(operator: &Operator<'_>) -> bool {
    use Operator as O;
    is_division(operator)
        || matches!(operator, O::I32Eqz | O::I64Eqz | O::If { .. } | O::BrIf { .. } | O::BrTable { .. })
        || matches!(operator, O::Select | O::TypedSelect { .. })
        || matches!(operator, O::CallIndirect { .. } | O::TableGet { .. } | O::MemoryGrow { .. })
}

/// Such an access takes code of its own, on one engine or another: its offset is large, or what it reaches need not be in the memory.
fn is_far(memory: &MemArg, memory_bytes: u64) -> bool {
    memory.offset.saturating_add(8) > memory_bytes.min(NEAR_BYTES)
}

/// An access that reaches past the largest memory there may be: the compiler writes a trap, and nothing that follows.
pub(super) fn always_traps(operator: &Operator<'_>, most_memory_bytes: u64) -> bool {
    accesses(operator).is_some_and(|memory| memory.offset.saturating_add(1 << memory.max_align) > most_memory_bytes)
}

fn compares(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(operator, O::RefIsNull | O::I32Eqz | O::I32Eq | O::I32Ne | O::I32LtS | O::I32LtU | O::I32GtS | O::I32GtU)
        || matches!(operator, O::I32LeS | O::I32LeU | O::I32GeS | O::I32GeU)
        || matches!(operator, O::I64Eqz | O::I64Eq | O::I64Ne | O::I64LtS | O::I64LtU | O::I64GtS | O::I64GtU)
        || matches!(operator, O::I64LeS | O::I64LeU | O::I64GeS | O::I64GeU)
}

pub(super) fn is_division(operator: &Operator<'_>) -> bool {
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

pub(super) fn is_constant(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::I32Const { .. } | Operator::I64Const { .. } | Operator::F32Const { .. } | Operator::F64Const { .. }
    )
}

/// Neither control, nor locals, nor a constant.
pub(super) fn computes(operator: &Operator<'_>) -> bool {
    !is_constant(operator)
        && !only_names(operator)
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
        )
}

/// The compiler writes nothing for it, and may only have to know which value it is.
fn only_names(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Nop
            | Operator::Drop
            | Operator::LocalGet { .. }
            | Operator::LocalSet { .. }
            | Operator::LocalTee { .. }
    )
}

/// Decided by its operands alone.
pub(super) fn only_computes(operator: &Operator<'_>) -> bool {
    computes(operator)
        && !yields_nothing(operator)
        && !is_division(operator)
        && accesses(operator).is_none()
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
        )
}

fn accesses<'o>(operator: &'o Operator<'_>) -> Option<&'o MemArg> {
    match operator {
        Operator::I32Load { memarg }
        | Operator::I64Load { memarg }
        | Operator::F32Load { memarg }
        | Operator::F64Load { memarg }
        | Operator::I32Load8S { memarg }
        | Operator::I32Load8U { memarg }
        | Operator::I32Load16S { memarg }
        | Operator::I32Load16U { memarg }
        | Operator::I64Load8S { memarg }
        | Operator::I64Load8U { memarg }
        | Operator::I64Load16S { memarg }
        | Operator::I64Load16U { memarg }
        | Operator::I64Load32S { memarg }
        | Operator::I64Load32U { memarg }
        | Operator::I32Store { memarg }
        | Operator::I64Store { memarg }
        | Operator::F32Store { memarg }
        | Operator::F64Store { memarg }
        | Operator::I32Store8 { memarg }
        | Operator::I32Store16 { memarg }
        | Operator::I64Store8 { memarg }
        | Operator::I64Store16 { memarg }
        | Operator::I64Store32 { memarg } => Some(memarg),
        _ => None,
    }
}
