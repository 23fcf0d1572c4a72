//! Integer instructions. A value is 64 bits; an `i32` has its upper half zero.

use runtime::Trap;
use wasmparser::Operator;

use super::machine::Stopped;

/// The lower half.
#[expect(clippy::cast_possible_truncation, reason = "that is what it is for")]
pub(super) fn low(value: u64) -> u32 {
    value as u32
}

/// A `u32` as an index or a length in this process's memory.
pub(super) fn index(value: u32) -> usize {
    usize::try_from(value).expect("the host has 32 bits of addresses")
}

/// The value of an `i32`.
pub(super) fn from_i32(value: i32) -> u64 {
    value.cast_unsigned().into()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unary {
    Eqz,
    Clz,
    Ctz,
    Popcnt,
    /// Keeps this many bits and repeats the sign.
    Extend(u32),
    /// Keeps this many bits.
    Wrap(u32),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Binary {
    Eq,
    Ne,
    LtS,
    LtU,
    GtS,
    GtU,
    LeS,
    LeU,
    GeS,
    GeU,
    Add,
    Sub,
    Mul,
    DivS,
    DivU,
    RemS,
    RemU,
    And,
    Or,
    Xor,
    Shl,
    ShrS,
    ShrU,
    Rotl,
    Rotr,
}

/// Carries out an instruction on the numbers on top of the stack; nothing if it is not one of these.
pub(super) fn execute(operator: &Operator<'_>, values: &mut Vec<u64>) -> Option<Result<(), Stopped>> {
    let pop = |values: &mut Vec<u64>| values.pop().expect("a valid module");
    if let Some((unary, bits)) = unary(operator) {
        let operand = pop(values);
        values.push(apply_unary(unary, bits, operand));
        return Some(Ok(()));
    }
    let (binary, bits) = binary(operator)?;
    let (right, left) = (pop(values), pop(values));
    Some(apply_binary(binary, bits, left, right).map(|result| values.push(result)))
}

/// The lower bits.
fn keep(bits: u32, value: u64) -> u64 {
    value & (u64::MAX >> (64 - bits))
}

/// The lower bits as a signed number.
pub(super) fn signed(bits: u32, value: u64) -> i64 {
    (value << (64 - bits)).cast_signed() >> (64 - bits)
}

fn apply_unary(unary: Unary, bits: u32, operand: u64) -> u64 {
    match unary {
        Unary::Eqz => u64::from(operand == 0),
        Unary::Clz => u64::from(operand.leading_zeros() - (64 - bits)),
        Unary::Ctz => u64::from(operand.trailing_zeros().min(bits)),
        Unary::Popcnt => u64::from(operand.count_ones()),
        Unary::Extend(kept) => keep(bits, signed(kept, operand).cast_unsigned()),
        Unary::Wrap(kept) => keep(kept, operand),
    }
}

fn apply_binary(binary: Binary, bits: u32, left: u64, right: u64) -> Result<u64, Stopped> {
    let (signed_left, signed_right) = (signed(bits, left), signed(bits, right));
    // Shifts count modulo the width.
    let shift = low(right) % bits;
    let divides = matches!(binary, Binary::DivS | Binary::DivU | Binary::RemS | Binary::RemU);
    if divides && right == 0 {
        return Err(Stopped(Trap::DivisionByZero));
    }
    if binary == Binary::DivS && signed_left == i64::MIN >> (64 - bits) && signed_right == -1 {
        return Err(Stopped(Trap::IntegerOverflow));
    }
    let rotated_left = |by: u32| left << by | left.checked_shr(bits - by).unwrap_or(0);
    let result = match binary {
        Binary::Eq => u64::from(left == right),
        Binary::Ne => u64::from(left != right),
        Binary::LtS => u64::from(signed_left < signed_right),
        Binary::LtU => u64::from(left < right),
        Binary::GtS => u64::from(signed_left > signed_right),
        Binary::GtU => u64::from(left > right),
        Binary::LeS => u64::from(signed_left <= signed_right),
        Binary::LeU => u64::from(left <= right),
        Binary::GeS => u64::from(signed_left >= signed_right),
        Binary::GeU => u64::from(left >= right),
        Binary::Add => left.wrapping_add(right),
        Binary::Sub => left.wrapping_sub(right),
        Binary::Mul => left.wrapping_mul(right),
        Binary::DivS => signed_left.wrapping_div(signed_right).cast_unsigned(),
        Binary::DivU => left / right,
        Binary::RemS => signed_left.wrapping_rem(signed_right).cast_unsigned(),
        Binary::RemU => left % right,
        Binary::And => left & right,
        Binary::Or => left | right,
        Binary::Xor => left ^ right,
        Binary::Shl => left << shift,
        Binary::ShrS => (signed_left >> shift).cast_unsigned(),
        Binary::ShrU => left >> shift,
        Binary::Rotl => rotated_left(shift),
        Binary::Rotr => rotated_left((bits - shift) % bits),
    };
    Ok(keep(bits, result))
}

fn unary(operator: &Operator<'_>) -> Option<(Unary, u32)> {
    Some(match operator {
        Operator::I32Eqz => (Unary::Eqz, 32),
        Operator::I64Eqz => (Unary::Eqz, 64),
        Operator::I32Clz => (Unary::Clz, 32),
        Operator::I64Clz => (Unary::Clz, 64),
        Operator::I32Ctz => (Unary::Ctz, 32),
        Operator::I64Ctz => (Unary::Ctz, 64),
        Operator::I32Popcnt => (Unary::Popcnt, 32),
        Operator::I64Popcnt => (Unary::Popcnt, 64),
        Operator::I32Extend8S => (Unary::Extend(8), 32),
        Operator::I32Extend16S => (Unary::Extend(16), 32),
        Operator::I64Extend8S => (Unary::Extend(8), 64),
        Operator::I64Extend16S => (Unary::Extend(16), 64),
        Operator::I64Extend32S | Operator::I64ExtendI32S => (Unary::Extend(32), 64),
        Operator::I32WrapI64 | Operator::I64ExtendI32U => (Unary::Wrap(32), 64),
        _ => return None,
    })
}

fn binary(operator: &Operator<'_>) -> Option<(Binary, u32)> {
    Some(match operator {
        Operator::I32Eq => (Binary::Eq, 32),
        Operator::I64Eq => (Binary::Eq, 64),
        Operator::I32Ne => (Binary::Ne, 32),
        Operator::I64Ne => (Binary::Ne, 64),
        Operator::I32LtS => (Binary::LtS, 32),
        Operator::I64LtS => (Binary::LtS, 64),
        Operator::I32LtU => (Binary::LtU, 32),
        Operator::I64LtU => (Binary::LtU, 64),
        Operator::I32GtS => (Binary::GtS, 32),
        Operator::I64GtS => (Binary::GtS, 64),
        Operator::I32GtU => (Binary::GtU, 32),
        Operator::I64GtU => (Binary::GtU, 64),
        Operator::I32LeS => (Binary::LeS, 32),
        Operator::I64LeS => (Binary::LeS, 64),
        Operator::I32LeU => (Binary::LeU, 32),
        Operator::I64LeU => (Binary::LeU, 64),
        Operator::I32GeS => (Binary::GeS, 32),
        Operator::I64GeS => (Binary::GeS, 64),
        Operator::I32GeU => (Binary::GeU, 32),
        Operator::I64GeU => (Binary::GeU, 64),
        Operator::I32Add => (Binary::Add, 32),
        Operator::I64Add => (Binary::Add, 64),
        Operator::I32Sub => (Binary::Sub, 32),
        Operator::I64Sub => (Binary::Sub, 64),
        Operator::I32Mul => (Binary::Mul, 32),
        Operator::I64Mul => (Binary::Mul, 64),
        Operator::I32DivS => (Binary::DivS, 32),
        Operator::I64DivS => (Binary::DivS, 64),
        Operator::I32DivU => (Binary::DivU, 32),
        Operator::I64DivU => (Binary::DivU, 64),
        Operator::I32RemS => (Binary::RemS, 32),
        Operator::I64RemS => (Binary::RemS, 64),
        Operator::I32RemU => (Binary::RemU, 32),
        Operator::I64RemU => (Binary::RemU, 64),
        Operator::I32And => (Binary::And, 32),
        Operator::I64And => (Binary::And, 64),
        Operator::I32Or => (Binary::Or, 32),
        Operator::I64Or => (Binary::Or, 64),
        Operator::I32Xor => (Binary::Xor, 32),
        Operator::I64Xor => (Binary::Xor, 64),
        Operator::I32Shl => (Binary::Shl, 32),
        Operator::I64Shl => (Binary::Shl, 64),
        Operator::I32ShrS => (Binary::ShrS, 32),
        Operator::I64ShrS => (Binary::ShrS, 64),
        Operator::I32ShrU => (Binary::ShrU, 32),
        Operator::I64ShrU => (Binary::ShrU, 64),
        Operator::I32Rotl => (Binary::Rotl, 32),
        Operator::I64Rotl => (Binary::Rotl, 64),
        Operator::I32Rotr => (Binary::Rotr, 32),
        Operator::I64Rotr => (Binary::Rotr, 64),
        _ => return None,
    })
}
