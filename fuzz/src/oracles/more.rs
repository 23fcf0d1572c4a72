//! What was enough stays enough: more fuel, or no budgets at all, never change a receipt that neither had stopped: `FUEL-2`,
//! `GAS-1`, `GAS-3`.

use runtime::{Outcome, Receipt, Trap, TrapClass};

use super::{Judged, Oracle, Subject};
use crate::observation::Observation;
use crate::session::Step;

const MORE: Oracle = Oracle("more");

/// Fuel granted on top: enough to be seen, and little enough to end soon what should have ended already.
const MORE_FUEL: u64 = 1_000_000;

/// Carries one of the calls out again, with more of everything.
///
/// # Errors
///
/// A finding.
pub fn judge(subject: &Subject<'_>) -> Judged {
    let Some((chosen, call)) = subject.chosen() else { return Ok(()) };
    subject.session.at(chosen, with_more(subject, chosen, call))
}

fn with_more(subject: &Subject<'_>, chosen: usize, call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    // What a halt forfeits is what was granted, so it is on the receipt.
    if !is_halt(receipt) {
        let fuel = [Step::SetFuel(call.before.fuel.saturating_add(MORE_FUEL))];
        same("FUEL-2", "with more fuel", receipt, subject.call_again(chosen, &fuel)?.as_ref())?;
    }
    if !matches!(receipt.outcome, Outcome::Trapped(Trap::OutOfGas { .. })) {
        let budgets = || call.before.budgets.keys().copied();
        let raised: Vec<Step> = budgets().map(|dimension| Step::SetBudget { dimension, units: u64::MAX }).collect();
        same("GAS-1", "with budgets raised", receipt, subject.call_again(chosen, &raised)?.as_ref())?;
        let cleared: Vec<Step> = budgets().map(|dimension| Step::ClearBudget { dimension }).collect();
        same("GAS-3", "without budgets", receipt, subject.call_again(chosen, &cleared)?.as_ref())?;
    }
    Ok(())
}

fn is_halt(receipt: &Receipt) -> bool {
    matches!(&receipt.outcome, Outcome::Trapped(trap) if trap.class() == TrapClass::GuestHalt)
}

fn same(clause: &'static str, when: &str, promised: &Receipt, again: Option<&Observation>) -> Judged {
    let Some(Ok(receipt)) = again.map(|call| &call.ended) else { return Ok(()) };
    MORE.hold(clause, receipt == promised, format_args!("{when}, {promised:?}"), format_args!("it was {receipt:?}"))
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::oracles::fabricated::{call, receipt};

    #[test]
    fn sees_a_receipt_that_more_has_changed() {
        let promised = call().ended.unwrap();
        let mut other = call();
        receipt(&mut other).gas_charged.insert(0, 21);
        let seen = same("GAS-3", "", &promised, Some(&other)).unwrap_err();
        assert_eq!((seen.oracle, seen.clause), ("more", "GAS-3"));
        assert_eq!(same("GAS-3", "", &promised, Some(&call())), Ok(()));
    }
}
