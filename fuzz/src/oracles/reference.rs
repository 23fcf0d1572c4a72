//! A second host, written from the spec on another engine (wasmi), says the same of a session in all but fuel: `DET-1`, `MOD-7`.
//!
//! What need not be the same is decided by [`conformance::comparison`], for the suite and for this.

use conformance::RefusalName;
use conformance::comparison::{compare, refusal_not_comparable};
use conformance::reference::{NotAllowed, Reference};
use runtime::{Limits, Refusal};

use super::{Judged, Oracle, Subject};
use crate::session::Step;

const REFERENCE: Oracle = Oracle("reference");

/// Carries the session out on the reference.
///
/// # Errors
///
/// A finding.
pub fn judge(subject: &Subject<'_>) -> Judged {
    let mut reference = match Reference::load(subject.wasm, subject.limits) {
        Ok(reference) => reference,
        Err(refusal) => return loaded_alike(None, Some(&refusal)),
    };
    let mut calls = (0..).zip(&subject.session.calls);
    for step in &subject.session.steps {
        match step {
            Step::SetFuel(_) => {}
            Step::SetBudget { dimension, units } => reference.set_gas_budget(*dimension, *units),
            Step::ClearBudget { dimension } => reference.clear_gas_budget(*dimension),
            Step::Call { export, arguments } => {
                let Some((place, call)) = calls.next() else { break };
                if let Err(difference) = compare(&mut reference, export, arguments, &call.ended) {
                    let (promised, actual) = (&difference.reference, &difference.runtime);
                    let what = format_args!("{}: {promised}", difference.what);
                    let judged = REFERENCE.hold("DET-1", false, what, format_args!("it was {actual}"));
                    subject.session.at(place, judged)?;
                }
            }
        }
    }
    Ok(())
}

/// Judges the loading of a module: both refuse it or neither.
///
/// # Errors
///
/// A finding.
pub fn judge_loading(wasm: &[u8], limits: Limits, refusal: Option<&Refusal>) -> Judged {
    if refusal.is_some_and(|refusal| refusal_not_comparable(RefusalName::of(refusal)).is_some()) {
        return Ok(());
    }
    loaded_alike(refusal, Reference::load(wasm, limits).err().as_ref())
}

fn loaded_alike(refusal: Option<&Refusal>, by_reference: Option<&NotAllowed>) -> Judged {
    let holds = refusal.is_some() == by_reference.is_some();
    let promised = by_reference.map_or("the module admitted".to_owned(), |why| format!("it refused ({why})"));
    let actual = refusal.map_or("it was admitted".to_owned(), |refusal| format!("it was refused: {refusal}"));
    REFERENCE.hold("MOD-7", holds, promised, actual)
}

#[cfg(test)]
mod tests {
    use runtime::Refusal;

    use super::{judge, judge_loading};
    use crate::bench::{Bench, LIMITS};
    use crate::loaded::Loaded;
    use crate::oracles::Subject;
    use crate::oracles::fabricated::receipt;
    use crate::session::play;

    #[test]
    fn sees_another_value_another_charge_and_another_verdict() {
        let bench = Bench::of_the_fuzzer();
        let Ok(loaded) = Loaded::new(runtime::GAS_TEST_WASM.to_vec(), bench) else { panic!("it is admitted") };
        let mut session = play(bench.first(), &loaded.module, LIMITS, &"call 0; call 0".parse().unwrap()).unwrap();
        let judged = |session: &_| {
            let (wasm, runtime, module) = (loaded.wasm.as_slice(), bench.first(), &loaded.module);
            judge(&Subject { wasm, runtime, module, limits: LIMITS, session }).err().map(|finding| finding.clause)
        };
        assert_eq!(judged(&session), None);
        receipt(&mut session.calls[1]).gas_charged.insert(0, 101);
        assert_eq!(judged(&session), Some("DET-1"));
        session.calls.pop();
        receipt(&mut session.calls[0]).outcome = runtime::Outcome::Returned(2);
        assert_eq!(judged(&session), Some("DET-1"));

        let refusal = Refusal::Empty;
        let seen = |wasm, refusal| judge_loading(wasm, LIMITS, refusal).err().map(|finding| finding.clause);
        assert_eq!(seen(runtime::GAS_TEST_WASM, Some(&refusal)), Some("MOD-7"));
        assert_eq!(seen(b"\0asm", None), Some("MOD-7"));
        assert_eq!(seen(b"\0asm", Some(&refusal)), None);
        assert_eq!(seen(runtime::GAS_TEST_WASM, None), None);
    }
}
