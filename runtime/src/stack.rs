//! The logical stack: a height that the module counts by itself, the same on every engine (spec clauses `STACK-1` to `STACK-4`).
//!
//! Native frames differ between compilers, and so does the depth at which a native stack ends. A weight is a static bound on a
//! function's native frame on every engine; at admission every function that calls guest code is rewritten to take its weight off
//! what is left, and to give it back when it returns. What else is done to a module's code before it is compiled is done with
//! it: holes (`LIMIT-5`), locals that go to globals (`LIMIT-6`), and large functions that go to the end (`LIMIT-7`).

mod holes;
mod order;
mod rewrite;
#[cfg(test)]
mod same_behaviour;
mod spill;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use wasmparser::{FuncType, Operator};

use crate::error::LoadError;
use crate::limits::Limits;

pub(crate) use order::Large;
pub(crate) use rewrite::rewrite;
pub(crate) use spill::Spilled;

/// The name under which the counter is exported to the host. A module that uses it is refused (`STACK-4`).
pub(crate) const COUNTER_EXPORT: &str = "metered:stack_left";

/// Height of any frame: return address, saved registers, spilled temporaries of the counting itself, arguments and results of
/// calls. Where a call has more of these, their number counts instead.
const FRAME: u32 = 16;

/// Native bytes that one unit of height may take on any engine. The worst that the search has found is half of it
/// (`runtime/benches/examples/stack_search.rs`).
const NATIVE_BYTES_PER_UNIT: usize = 16;

/// Native stack besides the guest's own frames: entry and hostcall trampolines.
const TRAMPOLINE_BYTES: usize = 16 << 10;

/// Native stack for the host's own frames around and in a call: set-up, hostcalls, errors.
pub(crate) const HOST_BYTES: usize = 64 << 10;

/// Native stack that the engine must give a call, so that the logical limit always comes first.
pub(crate) fn native_bytes(limits: &Limits) -> usize {
    let units = limits.stack_height.saturating_add(limits.uncounted_frame_height);
    crate::host::count(units).saturating_mul(NATIVE_BYTES_PER_UNIT).saturating_add(TRAMPOLINE_BYTES)
}

/// A module as the engine gets it, for searches and comparisons.
#[doc(hidden)]
#[derive(Debug)]
pub struct Counted {
    /// With its stack counted.
    pub wasm: Vec<u8>,
    /// Of each function the module defines; none where it is not counted.
    pub weights: Vec<Option<u32>>,
    /// Native stack that the engine is given.
    pub native_bytes: usize,
}

/// Admits a module and counts its stack, without compiling it.
///
/// # Errors
///
/// Those of [`Runtime::compile`](crate::Runtime::compile), but for the compiler's.
#[doc(hidden)]
pub fn counted(wasm: &[u8], limits: &Limits) -> Result<Counted, LoadError> {
    let admitted = crate::admission::admit(wasm, limits)?;
    let weights = admitted.plan.functions.iter().map(|counting| match *counting {
        Counting::Uncounted => None,
        Counting::Weight { units, .. } | Counting::Before { units, .. } => Some(units),
    });
    let weights = weights.collect();
    Ok(Counted {
        wasm: crate::module::counted(wasm, &admitted)?.into_owned(),
        weights,
        native_bytes: native_bytes(limits),
    })
}

/// How a module's functions are counted, and what the rewriting needs to know of the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// For each function the module defines.
    pub functions: Vec<Counting>,
    /// The module's types.
    pub types: Vec<FuncType>,
    /// How many functions the module imports.
    pub imported_functions: u32,
    /// How many globals the module has.
    pub globals: u32,
    /// For each crowded function that the module defines, the number of instructions before each hole (`LIMIT-5`).
    pub holes: BTreeMap<usize, Vec<u64>>,
    /// For each function whose locals go to globals, what they are (`LIMIT-6`).
    pub spilled: BTreeMap<usize, Spilled>,
    /// Functions that are compiled last (`LIMIT-7`).
    pub large: Vec<Large>,
}

/// How one function is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// Not at all: it calls no guest code and its frame is small, so it can only be the last frame.
    Uncounted,
    /// By this weight, in its own body. The type is the function's, whose results the rewritten body has.
    Weight { units: u32, type_index: u32 },
    /// By this weight, in a body that takes its place and calls it: the native frame of a function is there before its first
    /// instruction, and a large one must not be.
    Before { units: u32, type_index: u32 },
}

impl Plan {
    /// Whether any function is counted.
    pub(crate) fn counts(&self) -> bool {
        self.functions.iter().any(|counting| *counting != Counting::Uncounted)
    }

    /// Whether the engine gets other code than the module has.
    pub(crate) fn rewrites(&self) -> bool {
        self.counts() || !self.holes.is_empty() || !self.spilled.is_empty() || order::order(self).is_some()
    }
}

/// The weight of one function, summed over its instructions in one pass.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    units: u32,
    /// The function's own parameters and results.
    signature: u32,
    /// Parameters and results of the widest call.
    widest_call: u32,
    calls_guest_code: bool,
}

impl Weight {
    /// Of a function whose type is not known: stopped when called. Validation leaves none.
    pub(crate) const UNKNOWN: Self = Self { units: u32::MAX, signature: 0, widest_call: 0, calls_guest_code: true };

    /// Parameters, results and locals.
    pub(crate) fn new(ty: &FuncType, locals: u32) -> Self {
        let signature = values(ty);
        Self { units: signature.saturating_add(locals), signature, widest_call: 0, calls_guest_code: false }
    }

    /// Adds an instruction: a unit for every value it yields, since a compiler may keep any value alive across any call, and for
    /// every `local.set`, since each may give the local a place of its own where branches meet.
    /// `yields` tells the results of a call or block where there may be several.
    pub(crate) fn add(&mut self, operator: &Operator<'_>, yields: u32) {
        self.units = self.units.saturating_add(if yields_nothing(operator) { 0 } else { yields });
    }

    /// Adds a call. Its arguments and results pass through a place in the frame that all calls share.
    pub(crate) fn call(&mut self, callee: &FuncType, is_guest_code: bool) {
        self.calls_guest_code |= is_guest_code;
        self.widest_call = self.widest_call.max(values(callee));
    }

    /// Adds what the function in its place keeps: what its globals had before.
    pub(crate) fn spilled(&mut self, spilled: &Spilled) {
        self.units = self.units.saturating_add(u32::try_from(spilled.locals.len()).unwrap_or(u32::MAX));
    }

    pub(crate) fn counting(self, type_index: u32, limits: &Limits) -> Counting {
        let units = self.frame();
        if units > limits.uncounted_frame_height {
            self.counting_before(type_index, limits)
        } else if self.calls_guest_code {
            Counting::Weight { units: capped(units, limits), type_index }
        } else {
            Counting::Uncounted
        }
    }

    pub(crate) fn counting_before(self, type_index: u32, limits: &Limits) -> Counting {
        let before = self.signature.max(FRAME).saturating_add(self.signature);
        Counting::Before { units: capped(self.frame().saturating_add(before), limits), type_index }
    }

    fn frame(self) -> u32 {
        self.units.saturating_add(self.widest_call.max(FRAME))
    }
}

/// A weight over the limit stops the function as surely as any greater one, and keeps the counter from wrapping.
fn capped(units: u32, limits: &Limits) -> u32 {
    units.min(limits.stack_height.saturating_add(1))
}

fn values(ty: &FuncType) -> u32 {
    u32::try_from(ty.params().len().saturating_add(ty.results().len())).unwrap_or(u32::MAX)
}

/// Stores of floats too: the estimate of compile cost also judges modules that admission does not let through.
pub(crate) fn yields_nothing(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Nop
            | Operator::Unreachable
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Drop
            | Operator::GlobalSet { .. }
            | Operator::I32Store { .. }
            | Operator::I32Store8 { .. }
            | Operator::I32Store16 { .. }
            | Operator::I64Store { .. }
            | Operator::F32Store { .. }
            | Operator::F64Store { .. }
            | Operator::I64Store8 { .. }
            | Operator::I64Store16 { .. }
            | Operator::I64Store32 { .. }
            | Operator::MemoryFill { .. }
            | Operator::MemoryCopy { .. }
            | Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
            | Operator::TableSet { .. }
            | Operator::TableFill { .. }
            | Operator::TableCopy { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. }
    )
}
