//! What is not a trap: a module that is refused, a caller's mistake, a host that could not run the guest at all.

use thiserror::Error;

use crate::outcome::Trap;

/// Why a module was refused at load. No guest code has run.
///
/// Every message says what was found, where, and what is allowed; text that comes from the module is shown escaped and cut
/// ([`Untrusted`](crate::Untrusted)). The verdict is a pure function of bytes and limits (spec clauses `MOD-1` and following).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No bytes at all.
    #[error("the module is empty: 0 bytes; a WebAssembly binary starts with the bytes 00 61 73 6d 01 00 00 00")]
    Empty,
    /// Text where a binary is expected.
    #[error(
        "the module is text, not a WebAssembly binary: it starts with `{start}`; assemble it first (`wat2wasm`, `wat::parse_str`)"
    )]
    Text {
        /// The first characters, escaped.
        start: String,
    },
    /// Neither WebAssembly nor text.
    #[error("not WebAssembly: the first bytes are {found:02x?}; a binary starts with 00 61 73 6d 01 00 00 00")]
    NotWebAssembly {
        /// The first four bytes, or fewer.
        found: Vec<u8>,
    },
    /// A component, not a core module.
    #[error("a component (version field 0d 00 01 00 at byte 4): only core modules are allowed, 01 00 00 00")]
    Component,
    /// A version of the binary format other than 1.
    #[error("binary format version {found} at byte 4: only version 1 is allowed")]
    Version {
        /// The version field.
        found: u32,
    },
    /// The bytes end inside something.
    #[error(
        "the module is truncated: it ends after {module_bytes} bytes, inside the part that starts at byte {offset}"
    )]
    Truncated {
        /// Length of the input.
        module_bytes: usize,
        /// Where the unfinished part starts.
        offset: usize,
    },
    /// Not valid under the features of this ABI (`MOD-2`): malformed, ill-typed, or a feature that is not allowed.
    #[error(
        "invalid module at byte {offset}: {message}; allowed are core WebAssembly 1.0 without floats, mutable globals, sign extension, \
         multi-value, bulk memory and function references in tables"
    )]
    Invalid {
        /// Offset in the binary.
        offset: usize,
        /// What the validator found, escaped.
        message: String,
    },
    /// A start function (`MOD-5`).
    #[error(
        "a start section at byte {offset} (function {function}): load runs no guest code, no start function is allowed"
    )]
    Start {
        /// Offset in the binary.
        offset: usize,
        /// The function's index.
        function: u32,
    },
    /// An import that is not one of the four hostcalls (`MOD-3`).
    #[error(
        "import `{module}`.`{name}` at byte {offset}: allowed are the functions `state_get`, `state_set`, `gas_consume` and `event_emit` of `env`"
    )]
    UnknownImport {
        /// Offset in the binary.
        offset: usize,
        /// Import namespace, escaped.
        module: String,
        /// Import name, escaped.
        name: String,
    },
    /// A hostcall imported with another signature, or as something that is no function (`MOD-3`).
    #[error("import `env`.`{name}` at byte {offset} is {found}: it must be the function {expected}")]
    ImportType {
        /// Offset in the binary.
        offset: usize,
        /// The hostcall.
        name: &'static str,
        /// What the module declares.
        found: String,
        /// The hostcall's signature.
        expected: &'static str,
    },
    /// An exported function that is not `(i64*) -> i64` (`MOD-4`).
    #[error("export `{name}` at byte {offset} is the function {found}: an exported function must be (i64*) -> i64")]
    ExportType {
        /// Offset in the binary.
        offset: usize,
        /// Export name, escaped.
        name: String,
        /// What the module declares.
        found: String,
    },
    /// An export under the name that the host uses for the stack counter (`STACK-4`).
    #[error("export `{name}` at byte {offset}: the name is reserved for the host, any other is allowed")]
    ReservedName {
        /// Offset in the binary.
        offset: usize,
        /// The reserved name.
        name: &'static str,
    },
    /// An active segment that would be written outside its memory or table (`MOD-6`).
    #[error("{what} {index} at byte {offset} is active over {start}..{end}: its {target} has {size}")]
    SegmentOutOfRange {
        /// "data segment" or "element segment".
        what: &'static str,
        /// The segment's index.
        index: u32,
        /// Offset in the binary.
        offset: usize,
        /// First byte or element written.
        start: u64,
        /// One past the last byte or element written.
        end: u64,
        /// "memory" or "table".
        target: &'static str,
        /// Bytes or elements the memory or table has at the start.
        size: u64,
    },
    /// Over one of the [`Limits`](crate::Limits) (`LIMIT-1`).
    #[error("too many {what} at byte {offset}: {found}, the limit is {limit}")]
    Limit {
        /// What is counted, with its unit.
        what: &'static str,
        /// Offset in the binary.
        offset: usize,
        /// How many the module has.
        found: u64,
        /// How many are allowed.
        limit: u64,
    },
}

/// The host could not run the guest at all: the caller's mistake, the operating system or the engine.
///
/// Never the guest's doing: nothing has changed, no fuel or gas was spent, and there is no receipt (spec clause `CALL-5`).
#[derive(Debug, Error)]
pub enum HostError {
    /// The module exports no function of that name.
    #[error("no exported function `{name}`: the module exports {exported}")]
    UnknownExport {
        /// The name asked for, escaped.
        name: String,
        /// The names there are, escaped and cut.
        exported: String,
    },
    /// A call with too few or too many arguments.
    #[error("`{name}` takes {expected} arguments, {given} were given")]
    ArgumentCount {
        /// The export called, escaped.
        name: String,
        /// Its parameters.
        expected: usize,
        /// The arguments given.
        given: usize,
    },
    /// A module compiled by another [`Runtime`](crate::Runtime), whose settings may differ.
    #[error("the module was compiled by another runtime: compile it with the one that runs it")]
    ForeignModule,
    /// Stored bytes that this runtime cannot load.
    #[error("the stored module cannot be loaded: {reason}")]
    StoredModule {
        /// What is wrong with them.
        reason: String,
    },
    /// The calling thread has less native stack left than the deepest call may need (`STACK-3`).
    #[error(
        "the thread has {available_bytes} bytes of stack left, a call needs {needed_bytes}: call from a thread with a larger stack"
    )]
    ThreadStack {
        /// Native stack the thread has left.
        available_bytes: usize,
        /// Native stack a call may need at these limits.
        needed_bytes: usize,
    },
    /// The operating system has no memory to give.
    #[error("the operating system refused memory: {cause}")]
    OutOfMemory {
        /// What the engine reported.
        cause: String,
    },
    /// The engine failed in a way that no module and no caller should be able to cause.
    #[error("the engine failed: {cause}")]
    Engine {
        /// What the engine reported, with its causes.
        cause: String,
    },
}

impl HostError {
    /// Keeps an engine's error as text, with its whole chain of causes, told apart by what the caller can do about it.
    pub(crate) fn from_engine(error: &wasmtime::Error) -> Self {
        let cause = format!("{error:#}");
        if error.is::<wasmtime::OutOfMemory>() { Self::OutOfMemory { cause } } else { Self::Engine { cause } }
    }
}

/// A module was not loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The module breaks the ABI or a limit.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The host failed; the module may be fine.
    #[error(transparent)]
    Host(#[from] HostError),
}

/// A call gave no value.
#[derive(Debug, Error)]
pub enum CallError {
    /// The guest was stopped.
    #[error(transparent)]
    Trap(#[from] Trap),
    /// The call could not be made.
    #[error(transparent)]
    Host(#[from] HostError),
}

impl CallError {
    /// The trap, if the guest was stopped.
    #[must_use]
    pub fn trap(&self) -> Option<&Trap> {
        match self {
            Self::Trap(trap) => Some(trap),
            Self::Host(_) => None,
        }
    }
}
