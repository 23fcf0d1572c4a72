//! A session, with what is needed to carry it out again.

use runtime::{HostError, Limits, Module, Runtime};

use super::clean;
use crate::observation::Observation;
use crate::session::{Session, Step, replay};
use crate::verdict::Finding;

/// What the oracles of a whole session judge.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The module as it was given.
    pub wasm: &'a [u8],
    /// Where the session was carried out.
    pub runtime: &'a Runtime,
    /// The module, compiled there.
    pub module: &'a Module,
    /// The runtime's limits.
    pub limits: Limits,
    /// What was done.
    pub session: &'a Session,
}

/// Nothing where the operating system had no memory: that says nothing about the promise (`CALL-5`).
type Again<T> = Result<Option<T>, Box<Finding>>;

impl Subject<'_> {
    /// The same steps on a new instance of a module on some engine.
    pub(super) fn replayed(&self, runtime: &Runtime, module: &Module) -> Again<Session> {
        settle(replay(runtime, module, self.limits, &self.session.steps))
    }

    /// One call again: all steps before it, then these settings, then the call. It is itself judged by the oracles of one call.
    pub(super) fn call_again(&self, chosen: usize, settings: &[Step]) -> Again<Observation> {
        let is_call = |(_, step): &(usize, &Step)| matches!(step, Step::Call { .. });
        let Some((place, call)) = self.session.steps.iter().enumerate().filter(is_call).nth(chosen) else {
            return Ok(None);
        };
        let before = self.session.steps.get(..place).unwrap_or_default();
        let steps = [before, settings, std::slice::from_ref(call)].concat();
        let replayed = settle(replay(self.runtime, self.module, self.limits, &steps))?;
        let call = replayed.and_then(|mut session| session.calls.pop());
        call.iter().try_for_each(super::judge)?;
        Ok(call)
    }

    /// A call of the session, by the module's bytes: oracles that look at one of several look at another in another module.
    pub(super) fn chosen(&self) -> Option<(usize, &Observation)> {
        let calls = &self.session.calls;
        let sum = self.wasm.iter().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let chosen = sum % calls.len().max(1);
        Some((chosen, calls.get(chosen)?))
    }
}

/// Want of memory is nothing, any other failure of the host a finding.
pub(super) fn settle<T>(result: Result<T, HostError>) -> Again<T> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => clean::host_error(&error).map(|()| None),
    }
}
