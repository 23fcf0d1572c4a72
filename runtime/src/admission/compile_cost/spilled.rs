//! A function with its locals in registers, and with its locals in globals (spec clause `LIMIT-6`).

use wasmparser::{FuncType, Operator};

use super::function::{FunctionCost, MemoryBytes, Surroundings};
use crate::stack::Large;

/// Both are counted until it is known which it will be.
#[derive(Debug)]
pub(in crate::admission) struct EitherWay {
    counted: FunctionCost,
    /// What it would be with its locals in globals.
    in_globals: Option<FunctionCost>,
    /// What takes the place of a function whose locals are in globals.
    in_its_place: Option<FunctionCost>,
    ty: FuncType,
    /// Parameters included.
    locals: u32,
    memory: MemoryBytes,
}

impl EitherWay {
    pub(in crate::admission) fn new(ty: FuncType, locals: u32, memory: MemoryBytes) -> Self {
        let counted = FunctionCost::new(&ty, locals, memory);
        let in_globals = Some(FunctionCost::new(&without_parameters(&ty), 0, memory));
        let parameters = u32::try_from(ty.params().len()).unwrap_or(u32::MAX);
        Self { counted, in_globals, in_its_place: None, ty, locals: locals.saturating_add(parameters), memory }
    }

    pub(in crate::admission) fn operator(&mut self, operator: &Operator<'_>, around: &Surroundings<'_>) {
        self.counted.operator(operator, around);
        let Some(in_globals) = &mut self.in_globals else { return };
        match operator {
            Operator::LocalGet { local_index } => in_globals.operator(&get(*local_index), around),
            Operator::LocalSet { local_index } => in_globals.operator(&set(*local_index), around),
            Operator::LocalTee { local_index } => {
                let below = Surroundings { height: around.height.saturating_sub(1), block: (0, 0), callee: None };
                in_globals.operator(&set(*local_index), &below);
                in_globals.operator(&get(*local_index), around);
            }
            _ => in_globals.operator(operator, around),
        }
    }

    /// Which it is, when all but the last `end` has been read: what its ways come to takes time to find out.
    pub(in crate::admission) fn decide(&mut self) {
        if let Some(in_globals) = self.in_globals.take()
            && self.counted.is_spilled()
        {
            self.counted = in_globals;
            self.in_its_place = Some(in_its_place(&self.ty, self.locals, self.memory));
        }
    }

    /// The function, and what takes its place, if that is another.
    pub(super) fn functions(&self) -> impl Iterator<Item = &FunctionCost> {
        self.in_its_place.iter().chain([&self.counted])
    }

    /// Of the function that is moved; or of the block that a counted function with several results becomes (`STACK-4`).
    pub(super) fn added_type(&self) -> Option<FuncType> {
        let is_counted_in_a_block = self.ty.results().len() > 1 && self.counted.calls() > 0;
        (self.is_spilled() || is_counted_in_a_block).then(|| without_parameters(&self.ty))
    }

    pub(in crate::admission) fn is_spilled(&self) -> bool {
        self.in_its_place.is_some()
    }

    /// What of it is large, if it is the module's function of this number (`LIMIT-7`).
    pub(in crate::admission) fn large(&self, function: usize) -> impl Iterator<Item = Large> {
        let in_its_place = self.in_its_place.iter().map(|cost| (cost, true));
        let both = in_its_place.chain([(&self.counted, false)]).filter(|(cost, _)| cost.is_large());
        both.map(move |(cost, is_in_its_place)| Large { values: cost.values(), function, is_in_its_place })
    }

    /// Instructions before each hole that the function gets, or nothing if it is not crowded (`LIMIT-5`).
    pub(in crate::admission) fn into_holes(self) -> Option<Vec<u64>> {
        self.counted.into_holes()
    }
}

fn without_parameters(ty: &FuncType) -> FuncType {
    FuncType::new([], ty.results().iter().copied())
}

/// The globals are after all of the module's own.
fn get(local: u32) -> Operator<'static> {
    Operator::GlobalGet { global_index: u32::MAX - local }
}

fn set(local: u32) -> Operator<'static> {
    Operator::GlobalSet { global_index: u32::MAX - local }
}

/// Keeps what the globals have, fills them, calls, and puts it back.
fn in_its_place(ty: &FuncType, locals: u32, memory: MemoryBytes) -> FunctionCost {
    let mut function = FunctionCost::new(ty, locals, memory);
    let results = u32::try_from(ty.results().len()).unwrap_or(u32::MAX);
    let called = without_parameters(ty);
    let mut operator = |operator: Operator<'_>, height: u32, callee| {
        function.operator(&operator, &Surroundings { height, block: (0, 0), callee });
    };
    for local in 0..locals {
        operator(get(local), 1, None);
        operator(Operator::LocalSet { local_index: local }, 0, None);
    }
    for local in 0..locals {
        operator(Operator::I64Const { value: 0 }, 1, None);
        operator(set(local), 0, None);
    }
    operator(Operator::Call { function_index: 0 }, results, Some(&called));
    for local in 0..locals {
        operator(Operator::LocalGet { local_index: local }, results.saturating_add(1), None);
        operator(set(local), results, None);
    }
    operator(Operator::End, results, None);
    function
}
