//! What makes two findings one.

use std::fmt::{self, Display};

/// What two findings have in common if they are one: a fuzzer meets the same bug again and again, in other modules.
///
/// Modules and scripts are drawn at random, so neither the name and arguments of a call nor its number in the script tell bugs
/// apart. How the call ended does, and what it came after: that is what a call can wrongly depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The oracle that saw it.
    pub oracle: &'static str,
    /// The clause of `spec/abi/wasm.md` that is broken.
    pub clause: &'static str,
    /// The call that it was seen at.
    pub seen: Seen,
}

/// Where a finding was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// At no call of the script: at loading, or at a call that is an oracle's own.
    AtNoCall,
    /// At a call of the script.
    AtCall {
        /// How it ended on the first engine: `returned`, or the name of a trap or of a host's error.
        ended: &'static str,
        /// What it came after.
        after: After,
    },
    /// At a panic of the host.
    AtPanic {
        /// Its place in the source.
        location: String,
        /// Its message in one line, without the numbers in it.
        message: String,
    },
}

/// What a call came after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It was the first.
    Nothing,
    /// The call before it returned.
    Return,
    /// The call before it was stopped.
    Trap,
}

impl Identity {
    /// Whether a smaller input with this finding still shows the one it was made of: what came before may have been of no use.
    #[must_use]
    pub fn is_shown_by(&self, smaller: &Self) -> bool {
        let same_end = match (&self.seen, &smaller.seen) {
            (Seen::AtCall { ended, .. }, Seen::AtCall { ended: other, .. }) => ended == other,
            (seen, other) => seen == other,
        };
        same_end && (self.oracle, self.clause) == (smaller.oracle, smaller.clause)
    }
}

/// In one line: oracle, clause, how the call ended, what it came after.
impl Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.oracle, self.clause, self.seen)
    }
}

impl Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtNoCall => f.write_str("at-no-call"),
            Self::AtCall { ended, after } => write!(f, "{ended} {after}"),
            Self::AtPanic { location, message } => write!(f, "panic at {location}: {message}"),
        }
    }
}

impl Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "first-call",
            Self::Return => "after-return",
            Self::Trap => "after-trap",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{After, Identity, Seen};

    fn at_call(ended: &'static str, after: After) -> Identity {
        Identity { oracle: "model", clause: "CALL-6", seen: Seen::AtCall { ended, after } }
    }

    #[test]
    fn a_smaller_input_may_leave_out_what_came_before_and_nothing_else() {
        let found = at_call("unreachable", After::Trap);
        assert!(found.is_shown_by(&found));
        assert!(found.is_shown_by(&at_call("unreachable", After::Nothing)));
        assert!(!found.is_shown_by(&at_call("out-of-fuel", After::Trap)));
        assert!(!found.is_shown_by(&Identity { oracle: "exact", ..found.clone() }));
        assert!(!found.is_shown_by(&Identity { clause: "CALL-1", ..found.clone() }));
        let panic = |location: &str| Identity {
            seen: Seen::AtPanic { location: location.to_owned(), message: "-".to_owned() },
            ..found.clone()
        };
        assert!(panic("a.rs:1:1").is_shown_by(&panic("a.rs:1:1")));
        assert!(!panic("a.rs:1:1").is_shown_by(&panic("a.rs:2:1")));
        assert!(!found.is_shown_by(&panic("a.rs:1:1")));
    }
}
