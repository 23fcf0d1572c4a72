//! Looks for the input that breaks the promise of `spec/abi/wasm.md`.
//!
//! Three words are used everywhere. A *generator* makes a module out of bytes. An *oracle* holds one sentence of the promise
//! against what a call did. A *target* (`fuzz_targets/`) connects the fuzzer to one judging function of this crate, so that all
//! of the judging also runs without a fuzzer: over `corpus/` and over generated inputs, in `tests/`.
//!
//! An [`Input`] is a module and a [`Script`]. Carried out it is a [`Session`](session::Session): settled steps, and an [`Observation`] of
//! each call. The [`oracles`] judge the calls one by one, and some carry the session out again in another way. What comes out is a
//! [`Verdict`]. What is found is listed by `examples/findings.rs`, each finding once ([`Identity`]), and made a case of the suite by
//! `examples/promote.rs`; any input is shown as one ([`case_file`]).

mod input;

mod script;

mod bytes;

pub mod generators;

mod generated;

pub mod session;

mod observation;

pub mod oracles;

pub mod model;

mod bench;

mod loaded;

mod judging;

pub mod mutators;

pub mod case_file;

pub mod regression;

pub mod shrink;

pub mod targets;

mod verdict;

mod identity;

pub mod driver;

mod coverage;

pub use bench::{Bench, LIMITS};
pub use generated::{HostScript, Program};
pub use identity::{After, Identity, Seen};
pub use input::{Binary, CARRIED, Input, ModuleSource};
pub use judging::{judge, judge_against_model, judge_host_script, judge_loading, judge_on_every_engine, judge_steps};
pub use observation::{Observation, Snapshot};
pub use script::{Command, FUEL_PER_CALL_MAX, Fuel, ParseScriptError, Script};
pub use verdict::{Finding, Reject, Verdict};

/// The whole judging of the target `metered_exec`: whatever the module, every call finishes or is stopped by a named trap, within
/// what it was granted. A pure function of the bytes.
#[must_use]
pub fn metered_exec(data: &[u8]) -> Verdict {
    judge(&Input::decode(data))
}

/// The whole judging of the target `differential`: whatever the module, every engine gives the same receipts. A pure function of
/// the bytes.
#[must_use]
pub fn differential(data: &[u8]) -> Verdict {
    judge_on_every_engine(&Input::decode(data))
}

/// The whole judging of the target `admit`: whatever the bytes, loading answers, and twice the same. A pure function of the bytes.
#[must_use]
pub fn admit(data: &[u8]) -> Verdict {
    judge_loading(&Binary(data.to_vec()))
}

/// The whole judging of the target `programs`: a program does what the model predicts, to the last unit. A pure function of the
/// bytes.
#[must_use]
pub fn programs(data: &[u8]) -> Verdict {
    judge_against_model(&Program::decode(data).0)
}

/// The whole judging of the target `host_script`: hostcalls do what the model predicts, whatever their numbers. A pure function of
/// the bytes.
#[must_use]
pub fn host_script(data: &[u8]) -> Verdict {
    judge_host_script(&HostScript::decode(data))
}
