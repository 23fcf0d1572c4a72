//! What the judging of one input can come to.

use std::fmt::{self, Display};

use runtime::Receipt;

/// The result of judging one input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every oracle held over every call; the receipts, in order.
    Pass(Vec<Receipt>),
    /// There was nothing to judge, and why.
    Reject(Reject),
    /// The promise is broken.
    Finding(Box<Finding>),
}

/// Why an input was not judged to the end. Every reason is named, so that a generator gone blind can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reject {
    /// The generator could make no module of these bytes.
    NoModule(String),
    /// The module may not run: not a finding, modules are refused all day.
    Refused(String),
    /// The module exports no function, so no call can be made.
    NoExport,
    /// The operating system had no memory to give (`CALL-5`): says nothing about the promise.
    OutOfMemory(String),
}

/// A broken promise: what was promised, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The oracle that saw it.
    pub oracle: &'static str,
    /// The clause of `spec/abi/wasm.md` that is broken.
    pub clause: &'static str,
    /// What the clause promises here.
    pub promised: String,
    /// What happened.
    pub actual: String,
}

impl From<Box<Finding>> for Verdict {
    fn from(finding: Box<Finding>) -> Self {
        Self::Finding(finding)
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { oracle, clause, promised, actual } = self;
        write!(f, "finding of the oracle `{oracle}`, clause {clause}: promised {promised}, but {actual}")
    }
}

impl Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoModule(why) => write!(f, "no module: {why}"),
            Self::Refused(why) => write!(f, "refused: {why}"),
            Self::NoExport => f.write_str("no exported function"),
            Self::OutOfMemory(why) => write!(f, "the host is out of memory: {why}"),
        }
    }
}

impl Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pass(receipts) => {
                write!(f, "pass, {} calls", receipts.len())?;
                receipts.iter().try_for_each(|receipt| write!(f, "\n{receipt}"))
            }
            Self::Reject(reject) => write!(f, "reject, {reject}"),
            Self::Finding(finding) => write!(f, "{finding}"),
        }
    }
}

impl Verdict {
    /// Turns a finding into the panic that a fuzzer waits for. The finding is its first line.
    ///
    /// # Panics
    ///
    /// On a finding.
    #[track_caller]
    pub fn or_panic(self, input: &impl fmt::Debug) {
        if let Self::Finding(finding) = self {
            // Before the panic: an input is carried out once more to be shown.
            let input = format!("{input:?}");
            panic!("{finding}\n{input}");
        }
    }
}
