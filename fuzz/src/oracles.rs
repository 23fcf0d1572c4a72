//! Oracles: each holds one sentence of the promise against one call.

pub mod atomic;
pub mod bounded;
pub mod clean;
pub mod counted;
pub mod model;

use std::fmt::Display;

use crate::observation::Observation;
use crate::verdict::Finding;

#[cfg(test)]
mod fabricated;

/// What an oracle says: nothing, or what is broken.
pub type Judged = Result<(), Box<Finding>>;

/// Every oracle, the most telling first: a call that did not end cleanly has no receipt for the others to read.
const ALL: [fn(&Observation) -> Judged; 3] = [clean::judge, bounded::judge, atomic::judge];

/// Holds every oracle against a call.
///
/// # Errors
///
/// The first finding.
pub fn judge(call: &Observation) -> Judged {
    ALL.iter().try_for_each(|oracle| oracle(call))
}

/// The name of an oracle, with what every one of them does.
struct Oracle(&'static str);

impl Oracle {
    fn hold(&self, clause: &'static str, holds: bool, promised: impl Display, actual: impl Display) -> Judged {
        if holds {
            return Ok(());
        }
        let (promised, actual) = (promised.to_string(), actual.to_string());
        Err(Box::new(Finding { oracle: self.0, clause, promised, actual }))
    }
}
