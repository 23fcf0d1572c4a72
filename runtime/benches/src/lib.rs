//! What the benchmarks share: the modules they run, and the same host on raw wasmtime to compare with.
#![expect(clippy::missing_panics_doc, reason = "a benchmark that cannot start has nothing better to do")]

pub mod candidate;
pub mod compile_edits;
pub mod compile_shapes;
pub mod random;
pub mod raw;
pub mod stack_shapes;

use runtime::{Compiler, Instance, Runtime};

/// What searches and comparisons go through.
pub const COMPILERS: [Compiler; 4] =
    [Compiler::Cranelift, Compiler::CraneliftUnoptimised, Compiler::Pulley, Compiler::PulleyUnoptimised];

/// `increment` makes three hostcalls.
pub const COUNTER: &str = include_str!("../../../conformance/cases/state/counter.wat");
/// Each export performs its hostcall as often as its argument says.
pub const HOSTCALLS: &str = include_str!("../modules/hostcalls.wat");
/// Computation without hostcalls.
pub const KERNELS: &str = include_str!("../modules/kernels.wat");
/// `touch` needs one page.
pub const MEMORY: &str = include_str!("../modules/memory.wat");

/// Arguments that make each kernel last for milliseconds, so that what a call costs does not count.
pub const KERNEL_SIZES: [(&str, i64); 4] =
    [("fib", 27), ("load_and_sum", 5_000_000), ("sieve", 20), ("collatz", 50_000)];

/// Text to binary.
#[must_use]
pub fn assemble(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("a benchmark's module assembles")
}

/// An instance on a runtime of its own.
#[must_use]
pub fn load(text: &str) -> Instance {
    Runtime::new().load(&assemble(text)).expect("a benchmark's module loads")
}

/// Gives fuel for another call: a benchmark makes more calls than any budget is meant for.
pub fn refuelled(instance: &mut Instance) -> &mut Instance {
    instance.set_fuel(u64::MAX).expect("any number of units");
    instance
}
