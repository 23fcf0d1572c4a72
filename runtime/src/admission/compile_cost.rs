//! What compiling a module costs, estimated before it is compiled (spec clause `LIMIT-4`).
//!
//! Meant as an upper bound on the compiler's work, not as a forecast: it counts what makes the compiler slow, and weighs each count by the worst
//! that a search has found (`runtime/benches/examples/compile_search.rs`). Most of a compiler's work grows with the instructions; what
//! an attacker looks for grows with the square of something: blocks, loops, values that meet where branches meet.

mod elaborated;
mod function;
mod holes;
mod operators;
#[cfg(test)]
mod tests;
mod whole;

use wasmparser::FuncType;

pub(super) use function::{FunctionCost, Surroundings, block_values};
pub use whole::compile_estimate;

/// So many that are written once more make no other function dearer.
const SMALL_CROWD: u64 = 2_048;

/// What compiling a module takes at worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompileEstimate {
    /// Units of what stands by itself.
    summed: u64,
    /// Bytes that live until the module is compiled.
    pub kept_bytes: u64,
    /// Bytes for the one function that takes most; they are given back before the next.
    pub function_bytes: u64,
    /// Instructions that are written for all functions.
    written: u64,
    /// The most that are written once more for one function.
    most_again: u64,
}

impl CompileEstimate {
    /// Units, each about a nanosecond of processor time.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.summed.saturating_add(self.crowd())
    }

    /// The most memory at one time.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.kept_bytes.saturating_add(self.function_bytes)
    }

    fn add(&mut self, count: u64, cost: u64, kept_bytes: u64) {
        self.summed = self.summed.saturating_add(count.saturating_mul(cost));
        self.kept_bytes = self.kept_bytes.saturating_add(count.saturating_mul(kept_bytes));
    }

    /// A type: calls out through it are compiled, whether or not there are any.
    pub(super) fn function_type(&mut self, ty: &FuncType) {
        self.add(1, 100_000, 10_000);
        self.add(values(ty), 5_000, 0);
    }

    /// A function that the host may call, or that may be in a table: calls in from the host are compiled.
    pub(super) fn entry(&mut self, ty: &FuncType) {
        self.add(1, 80_000, 10_000);
        self.add(values(ty), 6_000, 0);
    }

    /// Globals, exports, segments: anything of which there is a list.
    pub(super) fn items(&mut self, count: u64) {
        self.add(count, 20_000, 2_000);
    }

    /// Items of element segments.
    pub(super) fn elements(&mut self, count: u64) {
        self.add(count, 8_000, 2_000);
    }

    /// Bytes of the binary: each is read, and those of data are copied.
    pub(super) fn binary(&mut self, bytes: u64) {
        self.add(bytes, 10, 4);
    }

    pub(super) fn function(&mut self, function: &FunctionCost) {
        self.written = self.written.saturating_add(function.written());
        self.most_again = self.most_again.max(function.again());
        self.add(1, function.cost(), function.kept_bytes());
        self.function_bytes = self.function_bytes.max(function.bytes());
    }

    /// The register allocator's set of what is in one value's way stays as large as any function made it, and is cleared for every value:
    /// a small set, in no time.
    fn crowd(&self) -> u64 {
        self.written.saturating_mul(self.most_again.saturating_sub(SMALL_CROWD))
    }
}

fn values(ty: &FuncType) -> u64 {
    ty.params().len().saturating_add(ty.results().len()) as u64
}
