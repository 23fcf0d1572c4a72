//! Looks for the input that breaks the promise of `spec/abi/wasm.md`.
//!
//! Three words are used everywhere. A *generator* makes a module out of bytes. An *oracle* holds one sentence of the promise
//! against what a call did. A *target* (`fuzz_targets/`) connects the fuzzer to one judging function of this crate, so that all
//! of the judging also runs without a fuzzer: over `corpus/` and over generated inputs, in `tests/`.
//!
//! An [`Input`] is a module and a [`Script`]. [`judge`] turns it into [`Observation`]s, the [`oracles`] judge each, and what comes
//! out is a [`Verdict`].

mod input;

mod script;

mod bytes;

pub mod generators;

pub mod model;

mod observation;

pub mod oracles;

mod run;

mod verdict;

pub mod driver;

mod coverage;

pub use input::{CARRIED, Input, ModuleSource};
pub use observation::{Observation, Snapshot};
pub use run::{LIMITS, judge};
pub use script::{Command, FUEL_PER_CALL_MAX, Fuel, ParseScriptError, Script};
pub use verdict::{Finding, Reject, Verdict};

/// The whole judging of the target `metered_exec`: whatever the module, every call finishes or is stopped by a named trap, within
/// what it was granted. A pure function of the bytes.
#[must_use]
pub fn metered_exec(data: &[u8]) -> Verdict {
    judge(&Input::decode(data))
}
