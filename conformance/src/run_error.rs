//! Why a case does not hold.

use runtime::{HostError, Refusal};
use thiserror::Error;

use crate::case::Expect;
use crate::comparison::Difference;
use crate::names::RefusalName;
use crate::transcript::Transcript;

/// A case does not hold, or could not be performed. Every message starts with the file, and with the line where there is one.
#[derive(Debug, Error)]
pub enum RunError {
    /// The text of the module is wrong.
    #[error("{path}: the module does not assemble: {source}")]
    Assemble {
        /// The file.
        path: String,
        /// What the assembler says.
        source: wat::Error,
    },
    /// The host failed before any call.
    #[error("{path}: the host failed: {source}")]
    Host {
        /// The file.
        path: String,
        /// How.
        source: HostError,
    },
    /// The module was refused, and the case has steps.
    #[error("{path}: the module was refused, though the case calls it: {source}")]
    Refused {
        /// The file.
        path: String,
        /// Why it was refused.
        source: Refusal,
    },
    /// The module was not refused.
    #[error("{path}: promised refused {promised}, but the module was loaded")]
    Loaded {
        /// The file.
        path: String,
        /// The promise.
        promised: RefusalName,
    },
    /// The module was refused for another reason, or in other words.
    #[error("{path}: promised refused {promised}{}, got {actual}: {source}", message.as_ref().map(|text| format!(": {text}")).unwrap_or_default())]
    RefusedOtherwise {
        /// The file.
        path: String,
        /// The promise.
        promised: RefusalName,
        /// The exact text that is promised too.
        message: Option<String>,
        /// The reason there was.
        actual: RefusalName,
        /// The same with its message.
        source: Refusal,
    },
    /// A call did not end as promised.
    #[error(transparent)]
    BrokenPromise(Box<BrokenPromise>),
    /// A call that could not be made changed something all the same (`CALL-5`), or a receipt is not what happened.
    #[error("{path}:{line}: step {step}, call {export}: {what}")]
    Account {
        /// The file.
        path: String,
        /// Line of the step.
        line: usize,
        /// Number of the step, counted from 1.
        step: usize,
        /// The export called.
        export: String,
        /// What does not add up.
        what: String,
    },
    /// The reference does not agree with the runtime whether the module may run.
    #[error("{path}: the runtime and the reference disagree about the module: {what}")]
    Verdict {
        /// The file.
        path: String,
        /// Who says what.
        what: String,
    },
    /// The reference does not agree with the runtime about a call.
    #[error("{path}:{line}: step {step}, call {export}: {difference}")]
    Difference {
        /// The file.
        path: String,
        /// Line of the step.
        line: usize,
        /// Number of the step, counted from 1.
        step: usize,
        /// The export called.
        export: String,
        /// What differs.
        difference: Box<Difference>,
    },
}

/// A call did not end as promised.
#[derive(Debug, Error)]
#[error("{path}:{line}: step {step}, call {export}: promised {promised}, got {actual}\n\nup to there:\n\n{transcript}")]
pub struct BrokenPromise {
    /// The file.
    pub path: String,
    /// Line of the step.
    pub line: usize,
    /// Number of the step, counted from 1.
    pub step: usize,
    /// The export called.
    pub export: String,
    /// The promise.
    pub promised: Expect,
    /// What happened, with its message.
    pub actual: Expect,
    /// What led to it.
    pub transcript: Transcript,
}
