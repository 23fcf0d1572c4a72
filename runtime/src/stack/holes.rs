//! Holes in the lives of values: code that is never run, put where much has met, so that the register allocator gets through.
//!
//! Wasmtime 48's register allocator (regalloc2 0.15, `apply_allocations`) looks for what arrives at a block parameter once for each
//! block that a value lives through, and goes on from where it was only after a value whose life has a hole: without one it reads
//! all of it again. Nothing that lives past a hole is in its arm, and the arm is laid out between what comes before it and what
//! comes after. In the arm there is one block parameter with a hole of its own, should nothing live past it. The results of
//! instructions are numbered from the last block to the first: one arm that the entry leads to first, and so is laid out last, does
//! for all of them what the other arms do for block parameters.
//!
//! ```wat
//! (func
//!   (if (i32.gt_u (global.get $one) (i32.const 1)) (then ARM))             ;; at the entry
//!   ...
//!   (block (br_if 0 (global.get $one)) ARM)                                ;; a hole
//! ```

use wasm_encoder::{BlockType, Function, Instruction, ValType};

/// What every function with holes begins with.
pub(super) fn at_the_entry(function: &mut Function, one: u32) {
    put(function, &[Instruction::GlobalGet(one), Instruction::I32Const(1), Instruction::I32GtU]);
    put(function, &[Instruction::If(BlockType::Empty)]);
    // The result of a division stays where it is computed: before the hole.
    put(function, &[Instruction::I32Const(1), Instruction::GlobalGet(one), Instruction::I32DivU]);
    one_or_two(function, one);
    pass_or_trap(function, one);
    put(function, &[Instruction::I32Add, Instruction::GlobalSet(one), Instruction::Unreachable, Instruction::End]);
}

pub(super) fn hole(function: &mut Function, one: u32) {
    put(function, &[Instruction::Block(BlockType::Empty), Instruction::GlobalGet(one), Instruction::BrIf(0)]);
    one_or_two(function, one);
    pass_or_trap(function, one);
    put(function, &[Instruction::GlobalSet(one), Instruction::Unreachable, Instruction::End]);
}

/// Leaves a value that comes from two places: a block parameter.
fn one_or_two(function: &mut Function, one: u32) {
    put(function, &[Instruction::Block(BlockType::Result(ValType::I32)), Instruction::I32Const(1)]);
    put(function, &[Instruction::GlobalGet(one), Instruction::BrIf(0), Instruction::Drop]);
    put(function, &[Instruction::I32Const(2), Instruction::End]);
}

/// The operands below it live past a block that they are not in.
fn pass_or_trap(function: &mut Function, one: u32) {
    put(function, &[Instruction::Block(BlockType::Empty), Instruction::GlobalGet(one), Instruction::BrIf(0)]);
    put(function, &[Instruction::Unreachable, Instruction::End]);
}

fn put(function: &mut Function, instructions: &[Instruction<'_>]) {
    for instruction in instructions {
        function.instruction(instruction);
    }
}
