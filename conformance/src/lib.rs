//! States what `spec/abi/wasm.md` promises, case by case, and checks it on every engine.
//!
//! A case is one `.wat` file under `cases/`: a module, what to do with it, and by hand what the spec promises of each call.
//! `cases/readme.wat` explains the format and is itself a case. [`run()`] performs a case and writes a [`Transcript`]: what is
//! merely current (exact fuel, message text) is reviewed there, in the `.snap` file beside the case. Accepting a snapshot can
//! never accept a broken promise, and one snapshot serves all [`ENGINES`]. [`compare_case`] goes through the same calls on the
//! [`reference`](mod@reference), a second host on another engine.
//!
//! ```
//! use conformance::{Case, run};
//! use runtime::Compiler;
//!
//! let case = Case::parse(
//!     "seven.wat",
//!     r#";;! why = "A call returns what the function returns."
//! ;;! clauses = ["CALL-6"]
//! ;;! [[step]]
//! ;;! call = "seven"
//! ;;! expect = { returned = 7 }
//! (module (func (export "seven") (result i64) i64.const 7))
//! "#,
//! )?;
//! let transcript = run(&case, Compiler::Cranelift)?;
//! assert!(transcript.to_string().contains("returned 7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate knows the runtime's public interface and nothing of how it works; it does not know files: reading them is the
//! work of its tests.

mod case;

mod case_error;

mod run;

mod run_error;

mod transcript;

mod agreement;

pub mod comparison;

pub mod reference;

mod listing;

mod engines;

mod names;

mod header;

mod attack;

pub use agreement::compare_case;
pub use attack::{GeneratedAttack, generated_attacks};
pub use case::{Call, Case, Expect, Plan, Promise, Step};
pub use case_error::CaseError;
pub use engines::{ENGINES, engine_name};
pub use names::{HostErrorName, RefusalName, TrapName};
pub use run::{Performance, perform, run, run_on};
pub use run_error::{BrokenPromise, RunError};
pub use transcript::Transcript;
