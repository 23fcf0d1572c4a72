//! What the judging of one input can come to.

use std::fmt::{self, Display};
use std::panic::PanicHookInfo;

use runtime::Receipt;

use crate::identity::{Identity, Seen};

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
    /// The call that it was seen at.
    pub seen: Seen,
    /// What the clause promises here.
    pub promised: String,
    /// What happened.
    pub actual: String,
}

impl Finding {
    /// A panic of the host: a call ends in a value or a named trap.
    #[must_use]
    pub fn of_panic(panic: &PanicHookInfo<'_>) -> Self {
        let location = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        let text = panic.payload_as_str().unwrap_or("without a message");
        let message = without_numbers(&one_line(text));
        let (promised, actual) = ("a value or a named trap".to_owned(), format!("the host panicked: {text}"));
        Self { oracle: "clean", clause: "CALL-6", seen: Seen::AtPanic { location, message }, promised, actual }
    }

    /// What it has in common with every other finding of the same bug.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity { oracle: self.oracle, clause: self.clause, seen: self.seen.clone() }
    }
}

impl From<Box<Finding>> for Verdict {
    fn from(finding: Box<Finding>) -> Self {
        Self::Finding(finding)
    }
}

/// In one line, identity first: scripts read it.
impl Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.seen {
            Seen::AtPanic { location, .. } => write!(f, "panic at {location}: ")?,
            _ => write!(f, "finding {}: ", self.identity())?,
        }
        write!(f, "promised {}, but {}", one_line(&self.promised), one_line(&self.actual))
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|character| !character.is_ascii_digit()).collect()
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
    /// Turns a finding into the panic that a fuzzer waits for. What is printed begins with the verdict, in one line.
    ///
    /// # Panics
    ///
    /// On a finding.
    #[track_caller]
    pub fn or_panic(self, input: &impl fmt::Debug) {
        if let Self::Finding(finding) = self {
            eprintln!("{VERDICT}{finding}");
            // Before the panic: an input is carried out once more to be shown.
            let input = format!("{input:?}");
            panic!("{FOUND}{input}");
        }
    }
}

/// How the first line of a crash's log begins.
const VERDICT: &str = "verdict: ";
/// How the panic over a finding begins.
const FOUND: &str = "found in this input:\n";

/// Makes the verdict the first line that a crash prints: of a panic that is not over a finding too.
pub(crate) fn verdicts_first() {
    let standard = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.payload_as_str().is_some_and(|text| text.starts_with(FOUND)) {
            eprintln!("{VERDICT}{}", Finding::of_panic(panic));
        }
        standard(panic);
    }));
}

#[cfg(test)]
mod tests {
    use super::{one_line, without_numbers};

    #[test]
    fn a_message_is_one_line_and_tells_panics_apart_by_words() {
        assert_eq!(one_line("one\r\n\n  two\n"), "one; two");
        assert_eq!(without_numbers("the len is 3 but the index is 17"), "the len is  but the index is ");
    }
}
