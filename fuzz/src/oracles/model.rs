//! A call does what the reference predicts, to the last unit: the whole receipt, and all that the host can see afterwards. It holds
//! every clause about calls, state, gas, events, fuel and the stack at once (`CALL`, `STATE`, `GAS`, `EVENT`, `FUEL`, `LIMIT-2`,
//! `LIMIT-3`, `STACK`), so a finding names the clause by what differs.

use runtime::{Limits, Outcome, Receipt};

use super::{Judged, Oracle};
use crate::model::{Model, Prediction};
use crate::observation::{Observation, Snapshot};
use crate::verdict::Finding;

const MODEL: Oracle = Oracle("model");

/// Reads an admitted module for the reference.
///
/// # Errors
///
/// A finding where it has what the ABI does not allow.
pub fn read(wasm: &[u8], limits: Limits) -> Result<Model<'_>, Box<Finding>> {
    Model::new(wasm, limits).map_err(|unmodelled| {
        let (oracle, clause) = (MODEL.0, "MOD-2");
        let promised = "nothing admitted that the ABI does not allow".to_owned();
        Box::new(Finding { oracle, clause, promised, actual: unmodelled.to_string() })
    })
}

/// Makes the same call of the reference and compares. A call that failed in the host says nothing.
///
/// # Errors
///
/// A finding.
pub fn judge(model: &mut Model<'_>, export: usize, arguments: &[i64], call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    let Some(prediction) = model.call(export, arguments) else { return Ok(()) };
    MODEL.hold(clause(&prediction, receipt), prediction.allows(receipt), &prediction, receipt)?;
    let (model, host) = (seen(model, &call.after), &call.after);
    MODEL.hold("CALL-1", model == *host, format_args!("{model:?}"), format_args!("{host:?}"))
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

/// What the host would see of the reference.
fn seen(model: &Model<'_>, after: &Snapshot) -> Snapshot {
    let gas = after.gas.keys().map(|dimension| (*dimension, model.gas().get(dimension).copied().unwrap_or(0))).collect();
    let (slots, events) = (model.slots().clone(), model.events().to_vec());
    Snapshot { fuel: model.fuel(), budgets: after.budgets.clone(), gas, slots, events }
}
