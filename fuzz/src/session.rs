//! A script carried out on an instance: every number settled, every call observed.

use std::collections::BTreeSet;

use allocation_counter::measure;
use conformance::HostErrorName;
use runtime::{HostError, Instance, Limits, Module, Outcome, Runtime};

use crate::identity::{After, Seen};
use crate::observation::{Observation, Snapshot};
use crate::oracles::Judged;
use crate::script::{Command, FUEL_PER_CALL_MAX, Script};

/// What a host did, every number settled: carried out again, on any engine, it is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Replace the fuel by this many units.
    SetFuel(u64),
    /// Set a gas budget.
    SetBudget {
        /// Dimension.
        dimension: u32,
        /// Budget, in units of gas.
        units: u64,
    },
    /// Leave a dimension unmetered.
    ClearBudget {
        /// Dimension.
        dimension: u32,
    },
    /// Call an export.
    Call {
        /// Its name.
        export: String,
        /// As many as it has parameters.
        arguments: Vec<i64>,
    },
}

/// What was done, and what came of each call. Ends with the first call that has no receipt.
#[derive(Debug, Default)]
pub struct Session {
    /// In order.
    pub steps: Vec<Step>,
    /// One for each step that is a call.
    pub calls: Vec<Observation>,
}

impl Session {
    /// What an oracle says, with the call that it says it of.
    ///
    /// # Errors
    ///
    /// The finding, seen at this call.
    pub(crate) fn at(&self, place: usize, judged: Judged) -> Judged {
        judged.map_err(|mut finding| {
            let before = place.checked_sub(1).and_then(|place| self.calls.get(place)).map(end);
            let after = before.map_or(After::Nothing, |end| if end == RETURNED { After::Return } else { After::Trap });
            finding.seen =
                self.calls.get(place).map_or(Seen::AtNoCall, |call| Seen::AtCall { ended: end(call), after });
            finding
        })
    }
}

const RETURNED: &str = "returned";

/// How a call ended, by name.
fn end(call: &Observation) -> &'static str {
    match call.ended.as_ref().map(|receipt| &receipt.outcome) {
        Ok(Outcome::Returned(_)) => RETURNED,
        Ok(Outcome::Trapped(trap)) => trap.name(),
        Err(error) => HostErrorName::of(error).as_str(),
    }
}

/// Calls of a script that makes none itself.
const UNASKED_CALLS_MAX: u8 = 4;

/// Carries out a script.
///
/// A script without a call is followed by one of every export. A call for which the fuel left over could not pay even the entry
/// price is given more, unless the script has just set it: a trap forfeits what was left, and every later call would end before
/// it began.
///
/// # Errors
///
/// [`HostError`] where no instance could be made or set.
pub fn play(runtime: &Runtime, module: &Module, limits: Limits, script: &Script) -> Result<Session, HostError> {
    let mut player = Player::new(runtime, module, limits)?;
    let exports = module.exports();
    let unasked = if script.makes_a_call() { 0 } else { UNASKED_CALLS_MAX };
    let unasked = (0..unasked.min(u8::try_from(exports.len()).unwrap_or(u8::MAX)))
        .map(|export| Command::Call { export, arguments: vec![1, 2, 3, 4] });
    player.step(Step::SetFuel(FUEL_PER_CALL_MAX))?;
    let mut asked = false;
    for command in script.0.iter().cloned().chain(unasked) {
        match command {
            Command::SetFuel(fuel) => {
                asked = true;
                player.step(Step::SetFuel(fuel.units(module.entry_price())))?;
            }
            Command::SetBudget { dimension, units } => player.step(Step::SetBudget { dimension, units })?,
            Command::Call { export, mut arguments } => {
                let Some(export) = exports.get(usize::from(export) % exports.len().max(1)) else { continue };
                let left_over = !std::mem::take(&mut asked);
                if left_over && player.instance.fuel_remaining() <= module.entry_price() {
                    player.step(Step::SetFuel(FUEL_PER_CALL_MAX))?;
                }
                arguments.resize(export.parameters, 0);
                player.step(Step::Call { export: export.name.clone(), arguments })?;
            }
        }
    }
    Ok(player.session)
}

/// Carries out steps.
///
/// # Errors
///
/// [`HostError`] where no instance could be made or set.
pub fn replay(runtime: &Runtime, module: &Module, limits: Limits, steps: &[Step]) -> Result<Session, HostError> {
    let mut player = Player::new(runtime, module, limits)?;
    steps.iter().cloned().try_for_each(|step| player.step(step))?;
    Ok(player.session)
}

struct Player {
    instance: Instance,
    entry_price: u64,
    limits: Limits,
    /// Those to look at: a dimension that no budget and no receipt names is one that nothing was charged to.
    dimensions: BTreeSet<u32>,
    session: Session,
}

impl Player {
    fn new(runtime: &Runtime, module: &Module, limits: Limits) -> Result<Self, HostError> {
        let instance = runtime.instantiate(module)?;
        let (entry_price, dimensions) = (module.entry_price(), BTreeSet::from([0]));
        Ok(Self { instance, entry_price, limits, dimensions, session: Session::default() })
    }

    fn step(&mut self, step: Step) -> Result<(), HostError> {
        if self.session.calls.last().is_some_and(|call| call.ended.is_err()) {
            return Ok(());
        }
        match &step {
            Step::SetFuel(units) => self.instance.set_fuel(*units)?,
            Step::SetBudget { dimension, units } => {
                self.instance.set_gas_budget(*dimension, *units);
                self.dimensions.insert(*dimension);
            }
            Step::ClearBudget { dimension } => self.instance.clear_gas_budget(*dimension),
            Step::Call { export, arguments } => self.call(export, arguments),
        }
        self.session.steps.push(step);
        Ok(())
    }

    fn call(&mut self, export: &str, arguments: &[i64]) {
        let Self { instance, dimensions, entry_price, limits, .. } = self;
        let before = Snapshot::of(instance, dimensions);
        let mut ended = None;
        let host = measure(|| ended = Some(instance.execute(export, arguments)));
        let Some(ended) = ended else { return };
        dimensions.extend(ended.iter().flat_map(|receipt| receipt.gas_charged.keys().copied()));
        let after = Snapshot::of(instance, dimensions);
        let (entry_price, limits) = (*entry_price, *limits);
        self.session.calls.push(Observation { entry_price, limits, before, ended, after, host_bytes: host.bytes_max });
    }
}
