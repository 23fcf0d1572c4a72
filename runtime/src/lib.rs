//! Runs metered WebAssembly so that a malicious or buggy module cannot starve the node that runs it.
//!
//! Two meters compose: gas budgets per dimension, charged by the module through the hostcall `env.gas_consume`, and fuel under
//! every instruction. The promise, clause by clause, is `spec/abi/wasm.md`; the clauses are cited as `GAS-1`, `FUEL-2`, ...
//!
//! ```
//! use runtime::{GAS_TEST_WASM, Runtime};
//!
//! let rt = Runtime::new();
//! let mut instance = rt.load(GAS_TEST_WASM).unwrap();
//!
//! instance.set_gas_budget(0, 50);                     // budget 50, charge 100
//! let err = instance.call("do_work", &[]).unwrap_err();
//! // "out of gas: dimension 0 budget 50 exceeded (100 > 50)"
//! # assert_eq!(err.to_string(), "out of gas: dimension 0 budget 50 exceeded (100 > 50)");
//!
//! instance.set_gas_budget(0, 200);                    // raise the budget
//! let result = instance.call("do_work", &[]).unwrap();
//! assert_eq!(result, 1);
//! assert_eq!(instance.gas_used(0), 100);
//! ```
//!
//! What a call did is its [`Receipt`]; why it was stopped is its [`Trap`], one of a closed set. What is not the guest's doing is
//! a [`HostError`], and changes nothing. A module that may not run is refused at load: [`Refusal`].

// A guest, or an argument of a caller, must never end the host's process.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::string_slice
)]

/// Whether this build has the bug: never, but for one with the feature `canary`, which says so of at most one bug.
#[cfg(not(feature = "canary"))]
macro_rules! seeded {
    ($bug:ident) => {
        false
    };
}
#[cfg(feature = "canary")]
macro_rules! seeded {
    ($bug:ident) => {
        crate::canary::is_seeded(crate::canary::Bug::$bug)
    };
}

mod runtime;

mod engine;

mod admission;
mod limits;

mod stack;

mod custom_sections;

mod module;

mod instance;

mod host;

mod gas;

mod journal;

mod outcome;

mod trap_codes;

mod error;

mod names;

pub mod prices;

#[cfg(feature = "canary")]
pub mod canary;

#[doc(hidden)]
pub use admission::compile_estimate;
pub use admission::{CompileEstimate, Export};
pub use engine::Compiler;
pub use error::{CallError, HostError, LoadError, Refusal};
pub use host::HostState;
pub use instance::{DEFAULT_FUEL, Instance};
pub use limits::{Limits, PAGE_BYTES};
pub use module::Module;
pub use names::{SHOWN_TEXT_CHARACTERS, Untrusted};
pub use outcome::{Event, Outcome, Receipt, Trap, TrapClass};
pub use runtime::{Runtime, RuntimeBuilder};
#[doc(hidden)]
pub use stack::{Counted, counted};

/// The smallest metered module, made by hand: imports `env.gas_consume`, exports `do_work`, which charges 100 units to dimension 0
/// and returns 1. Its text is `conformance/cases/gas/demonstration.wat`.
#[rustfmt::skip]
pub const GAS_TEST_WASM: &[u8; 73] = &[
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,                               // \0asm, version 1
    0x01, 0x0a, 0x02, 0x60, 0x02, 0x7f, 0x7e, 0x00, 0x60, 0x00, 0x01, 0x7e,       // types (i32, i64) -> (), () -> i64
    0x02, 0x13, 0x01, 0x03, b'e', b'n', b'v',                                     // import "env"
    0x0b, b'g', b'a', b's', b'_', b'c', b'o', b'n', b's', b'u', b'm', b'e', 0x00, 0x00, // "gas_consume", type 0
    0x03, 0x02, 0x01, 0x01,                                                       // one function, type 1
    0x07, 0x0b, 0x01, 0x07, b'd', b'o', b'_', b'w', b'o', b'r', b'k', 0x00, 0x01, // export "do_work", function 1
    0x0a, 0x0d, 0x01, 0x0b, 0x00,                                                 // one body, no locals
    0x41, 0x00,                                                                   // i32.const 0
    0x42, 0xe4, 0x00,                                                             // i64.const 100
    0x10, 0x00,                                                                   // call 0
    0x42, 0x01, 0x0b,                                                             // i64.const 1, end
];
