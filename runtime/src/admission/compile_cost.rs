//! What compiling a module costs, estimated before it is compiled (spec clause `LIMIT-4`).
//!
//! Meant as an upper bound on the compiler's work, not as a forecast: it counts what makes the compiler slow, and weighs each count by the worst
//! that a search has found (`runtime/benches/examples/compile_search.rs`). Most of a compiler's work grows with the instructions; what
//! an attacker looks for grows with the square of something: blocks, loops, values that meet where branches meet.

mod flow;
mod function;
mod holes;
mod operators;
mod optimised;
mod spilled;
mod table;
#[cfg(test)]
mod tests;
mod whole;

use wasmparser::{ConstExpr, Element, ElementItems, ElementKind, FuncType, Operator};

use crate::limits::Limits;

use function::{FunctionCost, sum};
pub(super) use function::{MemoryBytes, Surroundings, block_values};
use optimised::Optimised;
pub(super) use spilled::EitherWay;
pub use whole::compile_estimate;

/// An image of the memory is made up to here, however little of it data segments write; past it, data that is scattered is written segment by
/// segment when an instance begins.
const IMAGE_BYTES: u64 = 16 << 20;

/// Registers that are looked at for each value that a call out passes, in thirds.
const CALLED_OUT: u64 = 100;

/// What compiling a module takes at worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompileEstimate {
    /// Units of what stands by itself.
    summed: u64,
    /// Bytes that live until the module is compiled.
    kept_bytes: u64,
    /// Bytes for the one function that takes most; they are given back before the next.
    function_bytes: u64,
    /// What is cleared between registers, in two thousandths of a unit.
    cleared: u64,
    /// Values of the function that has most.
    most_values: u64,
    /// Where in the memory active data segments begin and end, and their bytes.
    written_memory: Option<(u64, u64)>,
    data_bytes: u64,
    /// Parameters and results of all types.
    type_values: u64,
    /// The function that the engine makes of what has to be done when an instance begins.
    startup: Startup,
    optimised: Optimised,
}

impl CompileEstimate {
    /// Units, each about a nanosecond of processor time, without optimisation: what a module is judged by (`LIMIT-4`).
    #[must_use]
    pub fn cost(&self) -> u64 {
        let scattered = if self.is_scattered() { self.startup.data_segments } else { 0 };
        let startup = scattered.saturating_mul(130_000);
        self.summed
            .saturating_add(self.clearing())
            .saturating_add(startup)
            .saturating_add(self.image_bytes().saturating_mul(3))
    }

    /// Between registers, for each function, and after them all for a call out through each type.
    fn clearing(&self) -> u64 {
        let called_out = self.type_values.saturating_mul(CALLED_OUT);
        let most_values = self.most_values.max(self.startup.values());
        self.cleared.saturating_add(called_out.saturating_mul(table::clearing(most_values))) / 2_000
    }

    /// The most memory at one time, without optimisation.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let function_bytes = self.function_bytes.max(self.startup.bytes());
        self.kept_bytes.saturating_add(function_bytes).saturating_add(self.image_bytes().saturating_mul(3))
    }

    /// As [`cost`](Self::cost), but optimised, whatever the module makes of the optimiser's rules: far over what ordinary code takes.
    #[must_use]
    pub fn optimised_cost(&self) -> u64 {
        self.cost().saturating_mul(2).saturating_add(self.optimised.cost())
    }

    /// As [`bytes`](Self::bytes), but optimised.
    #[must_use]
    pub fn optimised_bytes(&self) -> u64 {
        self.bytes().saturating_add(self.optimised.bytes)
    }

    /// Whether a module is optimised: even then it takes no more than the limits. No receipt depends on it (`DET-1`).
    #[must_use]
    pub fn is_optimised(&self, limits: &Limits) -> bool {
        self.optimised_cost() <= limits.compile_cost && self.optimised_bytes() <= limits.compile_bytes
    }

    fn add(&mut self, count: u64, cost: u64, kept_bytes: u64) {
        self.summed = self.summed.saturating_add(count.saturating_mul(cost));
        self.kept_bytes = self.kept_bytes.saturating_add(count.saturating_mul(kept_bytes));
    }

    /// A type: calls out through it are compiled, whether or not there are any.
    pub(super) fn function_type(&mut self, ty: &FuncType) {
        self.add(1, 100_000, 10_000);
        self.add(values(ty), 5_000, 120);
        self.type_values = self.type_values.saturating_add(values(ty));
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

    pub(super) fn element_segment(&mut self, segment: &Element<'_>) {
        let (items, are_functions) = match &segment.items {
            ElementItems::Functions(items) => (items.count(), true),
            ElementItems::Expressions(_, items) => (items.count(), false),
        };
        let items = u64::from(items);
        self.add(items, 8_000, 2_000);
        let is_active = matches!(segment.kind, ElementKind::Active { .. });
        self.startup.expressions |= is_active && !are_functions;
        if !is_active {
            self.made_at_startup(items);
        } else if self.startup.expressions {
            self.made_at_startup(items.saturating_add(1));
        }
    }

    pub(super) fn global(&mut self, value: &ConstExpr<'_>) {
        if matches!(value.get_operators_reader().read(), Ok(Operator::RefFunc { .. })) {
            self.made_at_startup(1);
        }
    }

    /// What the engine cannot lay out beforehand.
    fn made_at_startup(&mut self, items: u64) {
        self.add(items, 30_000, 0);
        self.startup.items = self.startup.items.saturating_add(items);
    }

    /// An active data segment: the engine makes an image of what they write.
    pub(super) fn written_memory(&mut self, start: u64, bytes: u64) {
        self.startup.data_segments += 1;
        if bytes > 0 {
            let (from, to) = self.written_memory.unwrap_or((start, start));
            self.written_memory = Some((from.min(start), to.max(start.saturating_add(bytes))));
            self.data_bytes = self.data_bytes.saturating_add(bytes);
        }
    }

    /// Bytes of memory from where data begins to where it ends.
    fn extent(&self) -> u64 {
        self.written_memory.map_or(0, |(from, to)| to.saturating_sub(from))
    }

    fn is_scattered(&self) -> bool {
        self.extent() >= IMAGE_BYTES.max(self.data_bytes.saturating_mul(2))
    }

    fn image_bytes(&self) -> u64 {
        if self.is_scattered() { 0 } else { self.extent() }
    }

    /// Declarations of locals in a function, each of any number: none, too.
    pub(super) fn local_declarations(&mut self, count: u64) {
        self.add(count, 350, 200);
    }

    /// Bytes of the binary: each is read, and those of data are copied.
    pub(super) fn binary(&mut self, bytes: u64) {
        self.add(bytes, 10, 4);
    }

    pub(super) fn function(&mut self, function: &EitherWay) {
        for function in function.functions() {
            self.one_function(function);
        }
        if let Some(ty) = function.added_type() {
            self.function_type(&ty);
        }
    }

    fn one_function(&mut self, function: &FunctionCost) {
        self.cleared = self.cleared.saturating_add(function.cleared());
        self.most_values = self.most_values.max(function.values());
        self.add(1, function.cost(), function.kept_bytes());
        self.function_bytes = self.function_bytes.max(function.bytes());
        self.optimised.function(function);
    }
}

/// What the engine cannot lay out beforehand: items of passive segments, and of all active ones from the first that has expressions, and these segments;
/// globals that are functions; data that is too scattered for an image.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Startup {
    /// An active segment had expressions.
    expressions: bool,
    items: u64,
    data_segments: u64,
}

impl Startup {
    fn values(self) -> u64 {
        sum(&[(8, self.items, 1), (40, self.data_segments, 1)])
    }

    fn bytes(self) -> u64 {
        sum(&[(12_000, self.items, 1), (30_000, self.data_segments, 1)])
    }
}

fn values(ty: &FuncType) -> u64 {
    ty.params().len().saturating_add(ty.results().len()) as u64
}
