//! Why a file is not a case.

use thiserror::Error;

/// A file is not a case. Every message starts with file and line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CaseError {
    /// The file does not open with a header.
    #[error("{path}:1: no header: a case opens with `;;!` lines, see cases/readme.wat")]
    NoHeader {
        /// The file.
        path: String,
    },
    /// A `;;!` line after the header, where it would do nothing.
    #[error("{path}:{line}: a `;;!` line outside the header: the header ends at the first line without `;;!`")]
    StrayHeaderLine {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
    /// Not TOML, or not the keys and values of a header.
    #[error("{path}:{line}: {message}")]
    Header {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
        /// What was found, and what is allowed.
        message: String,
    },
    /// `why` says nothing.
    #[error("{path}:1: `why` is empty: say in one sentence what the case shows")]
    NoWhy {
        /// The file.
        path: String,
    },
    /// `clauses` names nothing.
    #[error("{path}:1: `clauses` is empty: name the clauses of spec/abi/wasm.md that the case holds")]
    NoClauses {
        /// The file.
        path: String,
    },
    /// No clause can have this id.
    #[error("{path}:{line}: `{id}` is no clause id: one looks like `GAS-1`")]
    ClauseId {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
        /// What stands there.
        id: String,
    },
    /// Neither `refused` nor a call.
    #[error("{path}:1: the case promises nothing: give it `refused`, or a `[[step]]` with a `call`")]
    NothingPromised {
        /// The file.
        path: String,
    },
    /// A module that is refused cannot be called.
    #[error("{path}:{line}: a step in a case with `refused`: a refused module is not there to be called")]
    StepAfterRefusal {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
    /// A step that does nothing.
    #[error("{path}:{line}: an empty step: give it a `call` or a setting")]
    EmptyStep {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
    /// A call without a promise.
    #[error("{path}:{line}: a `call` without `expect`: say what the spec promises of it")]
    CallWithoutExpect {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
    /// A key that changes nothing.
    #[error("{path}:{line}: `{key}` does nothing here: leave it out")]
    IdleKey {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// A message of nothing.
    #[error("{path}:{line}: `message` without `refused`: that of a trap or host error goes into `expect`")]
    MessageWithoutRefused {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
    /// `args` or `expect` of no call.
    #[error("{path}:{line}: `{key}` without `call`")]
    WithoutCall {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// An `expect` with no ending, or with several.
    #[error("{path}:{line}: `expect` has {found} of `returned`, `trap` and `host_error`: it takes exactly one")]
    Expect {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
        /// How many it has.
        found: usize,
    },
    /// What returns has no message.
    #[error("{path}:{line}: `message` beside `returned`: only a trap and a host error have one")]
    MessageOfReturned {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
    /// `bytes` is not hexadecimal.
    #[error("{path}:{line}: `bytes` has `{found}`: it takes pairs of hexadecimal digits, with or without spaces")]
    Bytes {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
        /// The first thing in it that is no pair.
        found: String,
    },
    /// A module beside `bytes`, which would be ignored.
    #[error("{path}:{line}: text of a module beside `bytes`: only one of them can be the input")]
    BodyBesideBytes {
        /// The file.
        path: String,
        /// Line in it.
        line: usize,
    },
}
