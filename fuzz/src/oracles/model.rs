//! A call does what the model predicts, to the last unit: the whole receipt, and all that the host can see afterwards. It holds
//! every clause about calls, state, gas, events, fuel and the stack at once (`CALL`, `STATE`, `GAS`, `EVENT`, `FUEL`, `LIMIT-2`,
//! `LIMIT-3`, `STACK`), so a finding names the clause by what differs.

use runtime::{Module, Outcome, Receipt, Untrusted};

use super::{Judged, Oracle, Subject};
use crate::model::{Model, Prediction};
use crate::observation::Snapshot;
use crate::session::{Session, Step};

const MODEL: Oracle = Oracle("model");

/// Carries the session out on the model.
///
/// # Errors
///
/// A finding.
pub fn judge(subject: &Subject<'_>) -> Judged {
    match Model::new(subject.wasm, subject.limits) {
        Ok(model) => compare(model, subject.module, subject.session),
        Err(unmodelled) => MODEL.hold("MOD-2", false, "nothing admitted that the ABI does not allow", unmodelled),
    }
}

/// Carries a session out on the model of its module. A call that failed in the host says nothing, and ends it.
///
/// # Errors
///
/// A finding.
pub fn compare(mut model: Model<'_>, module: &Module, session: &Session) -> Judged {
    let mut calls = session.calls.iter();
    for step in &session.steps {
        match step {
            Step::SetFuel(units) => model.set_fuel(*units),
            Step::SetBudget { dimension, units } => model.set_gas_budget(*dimension, *units),
            Step::ClearBudget { dimension } => model.clear_gas_budget(*dimension),
            Step::Call { export, arguments } => {
                let place = module.exports().iter().position(|known| known.name == *export);
                let predicted = place.and_then(|place| model.call(place, arguments));
                let (Some(predicted), Some(call)) = (predicted, calls.next()) else { break };
                let Ok(receipt) = &call.ended else { break };
                let what = format_args!("`{}` to be: {predicted}", Untrusted(export));
                MODEL.hold(clause(&predicted, receipt), predicted.allows(receipt), what, receipt)?;
                let seen = seen(&model, &call.after);
                MODEL.hold("CALL-1", seen == call.after, format_args!("{seen:?}"), format_args!("{:?}", call.after))?;
            }
        }
    }
    Ok(())
}

/// The clause that the first difference is about.
fn clause(prediction: &Prediction, actual: &Receipt) -> &'static str {
    let predicted = &prediction.receipt;
    if predicted.outcome != actual.outcome {
        return match (&predicted.outcome, &actual.outcome) {
            (Outcome::Returned(_), Outcome::Returned(_)) => "DET-1",
            _ => "CALL-6",
        };
    }
    if predicted.fuel_used != actual.fuel_used {
        return "FUEL-9";
    }
    if predicted.gas_charged != actual.gas_charged {
        return "GAS-2";
    }
    if predicted.slots_written != actual.slots_written { "STATE-2" } else { "EVENT-1" }
}

/// What the host would see of the model.
fn seen(model: &Model<'_>, after: &Snapshot) -> Snapshot {
    let gas =
        after.gas.keys().map(|dimension| (*dimension, model.gas().get(dimension).copied().unwrap_or(0))).collect();
    let (slots, events) = (model.slots().clone(), model.events().to_vec());
    Snapshot { fuel: model.fuel(), budgets: after.budgets.clone(), gas, slots, events }
}
