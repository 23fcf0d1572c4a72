//! Locals in globals: for functions in which too many may be alive at too many places for the register allocator (spec clause
//! `LIMIT-6`).
//!
//! What a compiler does with a function grows with the product of its values and its blocks, and in places with its square. A global
//! is read where it is used, written where it is set, and never alive in between. All such functions share the globals: in its
//! place each has one that keeps what was there before in locals of its own, which nothing but a call is between.
//!
//! ```wat
//! (func (param $a i64) (result i64)     ;; in its place
//!   (local $before i64)
//!   (local.set $before (global.get $first_i64))
//!   (global.set $first_i64 (local.get $a))
//!   (call $moved)                       ;; its body, with `global.get` for `local.get`
//!   (global.set $first_i64 (local.get $before)))
//! ```

use std::collections::BTreeMap;

use wasm_encoder::{Function, HeapType, Instruction};
use wasmparser::{BinaryReaderError, FuncType, FunctionBody, ValType};

/// The locals of a function, parameters first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spilled {
    pub parameters: usize,
    pub locals: Vec<ValType>,
}

/// The globals that all spilled functions share: of each type as many as one of them has at most.
pub(super) fn shared_globals<'s>(functions: impl IntoIterator<Item = &'s Spilled>) -> BTreeMap<ValType, u32> {
    let mut most = BTreeMap::new();
    for function in functions {
        let mut here: BTreeMap<ValType, u32> = BTreeMap::new();
        for ty in &function.locals {
            let count = here.entry(*ty).or_default();
            *count = count.saturating_add(1);
            let most = most.entry(*ty).or_default();
            *most = (*count).max(*most);
        }
    }
    most
}

/// What a local begins with.
pub(super) fn zero(ty: ValType) -> Instruction<'static> {
    match ty {
        ValType::I32 => Instruction::I32Const(0),
        ValType::I64 => Instruction::I64Const(0),
        _ => Instruction::RefNull(HeapType::FUNC),
    }
}

impl Spilled {
    /// Of a function of that type.
    pub(crate) fn new(ty: &FuncType, body: &FunctionBody<'_>) -> Result<Self, BinaryReaderError> {
        let mut locals = ty.params().to_vec();
        for declared in body.get_locals_reader()? {
            let (count, ty) = declared?;
            locals.extend(std::iter::repeat_n(ty, crate::host::count(count)));
        }
        Ok(Self { parameters: ty.params().len(), locals })
    }

    /// Index of the global that each local is in, where this is the first of those that are shared.
    pub(super) fn globals(&self, first: u32, shared: &BTreeMap<ValType, u32>) -> Vec<u32> {
        let mut next = BTreeMap::new();
        let mut free = first;
        for (ty, most) in shared {
            next.insert(*ty, free);
            free = free.saturating_add(*most);
        }
        let global = |ty: &ValType| {
            let next = next.entry(*ty).or_default();
            let global = *next;
            *next = next.saturating_add(1);
            global
        };
        self.locals.iter().map(global).collect()
    }

    /// Keeps what the globals have, and puts the arguments and zeros there.
    pub(super) fn enter(&self, function: &mut Function, globals: &[u32]) {
        for (kept, global) in self.kept().zip(globals) {
            function.instruction(&Instruction::GlobalGet(*global));
            function.instruction(&Instruction::LocalSet(kept));
        }
        for ((local, global), ty) in (0..).zip(globals).zip(&self.locals) {
            let is_argument = crate::host::count(local) < self.parameters;
            function.instruction(&if is_argument { Instruction::LocalGet(local) } else { zero(*ty) });
            function.instruction(&Instruction::GlobalSet(*global));
        }
    }

    /// Puts back what they had.
    pub(super) fn leave(&self, function: &mut Function, globals: &[u32]) {
        for (kept, global) in self.kept().zip(globals) {
            function.instruction(&Instruction::LocalGet(kept));
            function.instruction(&Instruction::GlobalSet(*global));
        }
    }

    /// Locals that keep what the globals had.
    fn kept(&self) -> impl Iterator<Item = u32> {
        u32::try_from(self.parameters).unwrap_or(u32::MAX)..
    }
}
