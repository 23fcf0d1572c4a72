//! Oracles: each holds one sentence of the promise.
//!
//! Three look at one call alone and cost nothing: [`clean`], [`bounded`], [`atomic`]. The others carry the session out again, in
//! another way, and cost as much as it did or more: [`deterministic`], [`exact`], [`more`] on one engine, [`engines`] on the others,
//! [`mod@reference`] on another host, [`model`] on none.
//! Two look at a module alone, whatever the script: [`metered`] and [`admitted`].

pub mod clean;

pub mod bounded;

pub mod atomic;

pub mod deterministic;

pub mod exact;

pub mod more;

pub mod metered;

pub mod engines;

pub mod reference;

pub mod model;

pub mod admitted;

mod subject;

use std::fmt::Display;

use crate::identity::Seen;
use crate::observation::Observation;
use crate::verdict::Finding;

pub use subject::Subject;

#[cfg(test)]
mod fabricated;

/// What an oracle says: nothing, or what is broken.
pub type Judged = Result<(), Box<Finding>>;

/// Those that look at one call, the most telling first: a call that did not end cleanly has no receipt for the others to read.
const OF_ONE_CALL: [fn(&Observation) -> Judged; 3] = [clean::judge, bounded::judge, atomic::judge];

/// Those that carry the session out again on the engine it was carried out on, or on none.
const OF_A_SESSION: [fn(&Subject<'_>) -> Judged; 4] = [deterministic::judge, exact::judge, more::judge, model::judge];

/// Holds every oracle that looks at one call alone.
///
/// # Errors
///
/// The first finding.
pub fn judge(call: &Observation) -> Judged {
    OF_ONE_CALL.iter().try_for_each(|oracle| oracle(call))
}

/// Holds every oracle that carries the session out again on the same engine or on none.
///
/// # Errors
///
/// The first finding.
pub fn judge_again(subject: &Subject<'_>) -> Judged {
    OF_A_SESSION.iter().try_for_each(|oracle| oracle(subject))
}

/// The name of an oracle, with what every one of them does.
struct Oracle(&'static str);

impl Oracle {
    fn hold(&self, clause: &'static str, holds: bool, promised: impl Display, actual: impl Display) -> Judged {
        if holds {
            return Ok(());
        }
        let (promised, actual) = (promised.to_string(), actual.to_string());
        Err(Box::new(Finding { oracle: self.0, clause, seen: Seen::AtNoCall, promised, actual }))
    }
}

#[cfg(test)]
mod tests {
    use runtime::{GAS_TEST_WASM, Outcome};

    use super::fabricated::receipt;
    use super::{OF_A_SESSION, engines, reference};
    use crate::bench::{Bench, LIMITS};
    use crate::identity::{After, Seen};
    use crate::judging::subject;
    use crate::loaded::Loaded;
    use crate::session::play;

    #[test]
    fn those_of_a_session_say_at_which_call_they_saw_it() {
        let bench = Bench::of_the_fuzzer();
        let Ok(loaded) = Loaded::new(GAS_TEST_WASM.to_vec(), bench) else { panic!("it is admitted") };
        let script = "budget 0 50; call 0; budget 0 500; call 0; call 0".parse().unwrap();
        let mut session = play(bench.first(), &loaded.module, LIMITS, &script).unwrap();
        let (chosen, _) = subject(&loaded, &session).chosen().unwrap();
        receipt(&mut session.calls[chosen]).outcome = Outcome::Returned(77);
        let after = [After::Nothing, After::Trap, After::Return][chosen];
        let subject = subject(&loaded, &session);
        let others = [engines::judge(&subject, loaded.elsewhere().unwrap()), reference::judge(&subject)];
        for judged in OF_A_SESSION.map(|oracle| oracle(&subject)).into_iter().chain(others) {
            let finding = judged.unwrap_err();
            assert_eq!(finding.seen, Seen::AtCall { ended: "returned", after }, "{finding}");
        }
    }
}
