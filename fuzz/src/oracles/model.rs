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
    let mut calls = (0..).zip(&session.calls);
    for step in &session.steps {
        match step {
            Step::SetFuel(units) => model.set_fuel(*units),
            Step::SetBudget { dimension, units } => model.set_gas_budget(*dimension, *units),
            Step::ClearBudget { dimension } => model.clear_gas_budget(*dimension),
            Step::Call { export, arguments } => {
                let place = module.exports().iter().position(|known| known.name == *export);
                let predicted = place.and_then(|place| model.call(place, arguments));
                let (Some(predicted), Some((place, call))) = (predicted, calls.next()) else { break };
                let Ok(receipt) = &call.ended else { break };
                let what = format_args!("`{}` to be: {predicted}", Untrusted(export));
                let receipts = MODEL.hold(clause(&predicted, receipt), predicted.allows(receipt), what, receipt);
                let seen = seen(&model, &call.after);
                let (promised, actual) = (format_args!("{seen:?}"), format_args!("{:?}", call.after));
                let judged = receipts.and_then(|()| MODEL.hold("CALL-1", seen == call.after, promised, actual));
                session.at(place, judged)?;
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
    if predicted.slots_written == actual.slots_written { "EVENT-1" } else { "STATE-2" }
}

/// What the host would see of the model.
fn seen(model: &Model<'_>, after: &Snapshot) -> Snapshot {
    let gas =
        after.gas.keys().map(|dimension| (*dimension, model.gas().get(dimension).copied().unwrap_or(0))).collect();
    let (slots, events) = (model.slots().clone(), model.events().to_vec());
    Snapshot { fuel: model.fuel(), budgets: after.budgets.clone(), gas, slots, events }
}

#[cfg(test)]
mod tests {
    use runtime::{Event, Outcome, Trap};

    use super::compare;
    use crate::bench::{Bench, LIMITS};
    use crate::loaded::Loaded;
    use crate::model::Model;
    use crate::observation::Observation;
    use crate::oracles::fabricated::receipt;
    use crate::session::play;

    const TEXT: &str = r#"(module
        (import "env" "state_set" (func $state_set (param i32 i64)))
        (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
        (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
        (memory (export "memory") 1)
        (func (export "f") (param i64) (result i64)
            (call $state_set (i32.const 1) (local.get 0))
            (call $gas_consume (i32.const 2) (local.get 0))
            (call $event_emit (i32.const 3) (i32.const 0) (i32.const 4))
            (i64.div_u (i64.const 8) (local.get 0))))"#;

    /// The clause that is found broken where the last call has been spoilt.
    #[track_caller]
    fn finding(script: &str, spoil: impl FnOnce(&mut Observation)) -> Option<&'static str> {
        finding_in(TEXT, script, spoil)
    }

    #[track_caller]
    fn finding_in(text: &str, script: &str, spoil: impl FnOnce(&mut Observation)) -> Option<&'static str> {
        let bench = Bench::of_the_fuzzer();
        let wasm = wat::parse_str(text).unwrap();
        let Ok(loaded) = Loaded::new(wasm.clone(), bench) else { panic!("it is admitted") };
        let mut session = play(bench.first(), &loaded.module, LIMITS, &script.parse().unwrap()).unwrap();
        spoil(session.calls.last_mut().unwrap());
        let model = Model::new(&wasm, LIMITS).unwrap();
        compare(model, &loaded.module, &session).err().map(|finding| finding.clause)
    }

    #[test]
    fn sees_whatever_a_receipt_can_be_wrong_in() {
        let script = "budget 2 10; call 0 4; call 0 4";
        assert_eq!(finding(script, |_| {}), None);
        assert_eq!(finding(script, |call| receipt(call).outcome = Outcome::Returned(3)), Some("DET-1"));
        assert_eq!(finding(script, |call| receipt(call).outcome = Outcome::Trapped(Trap::Unreachable)), Some("CALL-6"));
        assert_eq!(finding(script, |call| receipt(call).fuel_used += 1), Some("FUEL-9"));
        assert_eq!(finding(script, |call| receipt(call).gas_charged.clear()), Some("GAS-2"));
        assert_eq!(finding(script, |call| receipt(call).slots_written.clear()), Some("STATE-2"));
        let event = Event { id: 3, payload: vec![0, 0, 0, 1] };
        assert_eq!(finding(script, |call| receipt(call).events = vec![event]), Some("EVENT-1"));
    }

    #[test]
    fn sees_what_is_wrong_after_a_call() {
        let script = "call 0 1; call 0 0";
        assert_eq!(finding(script, |_| {}), None);
        assert_eq!(finding(script, |call| call.after.fuel += 1), Some("CALL-1"));
        assert_eq!(finding(script, |call| call.after.slots.clear()), Some("CALL-1"));
        assert_eq!(finding(script, |call| call.after.events.clear()), Some("CALL-1"));
        assert_eq!(finding(script, |call| *call.after.gas.entry(2).or_default() += 1), Some("CALL-1"));
    }

    #[test]
    fn knows_where_a_crowded_function_has_holes() {
        let crowded = include_str!("../../../conformance/cases/limit/crowded_function.wat");
        let in_loops = include_str!("../../../conformance/cases/limit/holes_in_loops.wat");
        let spilled = include_str!("../../../conformance/cases/limit/spilled_and_crowded.wat");
        let all = [(crowded, "call 0; call 1"), (in_loops, "call 0 0; call 1 0"), (spilled, "call 0 5; call 1 5")];
        for (text, script) in all {
            assert_eq!(finding_in(text, script, |_| {}), None);
            assert_eq!(finding_in(text, script, |call| receipt(call).fuel_used -= 2), Some("FUEL-9"));
        }
    }

    #[test]
    fn knows_which_function_has_its_locals_in_globals() {
        let spilled = include_str!("../../../conformance/cases/limit/spilled_function.wat");
        for script in ["call 0 5", "call 1 5", "call 2 5", "call 3 0 7; call 3 1 8"] {
            assert_eq!(finding_in(spilled, script, |_| {}), None, "{script}");
            assert_eq!(finding_in(spilled, script, |call| receipt(call).fuel_used -= 1), Some("FUEL-9"), "{script}");
        }
    }

    #[test]
    fn a_trap_after_overspending_may_be_out_of_fuel_and_no_other() {
        // Entry price, three hostcalls, the instructions before the division, the division.
        let spent = 170_000 + 1_000 + 400 + 604 + 1 + 11 + 12;
        let [enough, too_little] = [spent + 2, spent].map(|units| format!("fuel {units}; call 0 0"));
        let out_of_fuel = |call: &mut Observation| {
            let granted = call.before.fuel;
            receipt(call).outcome = Outcome::Trapped(Trap::OutOfFuel { granted });
        };
        assert_eq!(finding(&enough, |_| {}), None);
        assert_eq!(finding(&enough, out_of_fuel), Some("CALL-6"));
        assert_eq!(finding(&too_little, |_| {}), None);
        assert_eq!(finding(&too_little, out_of_fuel), None);
        assert_eq!(
            finding(&too_little, |call| receipt(call).outcome = Outcome::Trapped(Trap::NullElement)),
            Some("CALL-6")
        );
    }
}
