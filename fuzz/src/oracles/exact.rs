//! A call is stopped exactly where its fuel or a budget ends: with its cost and one unit more it is the same, with its cost it is
//! out of fuel; with a budget of what it charged it is the same, with one unit less it is out of gas: `FUEL-2`, `GAS-1`.

use runtime::{Outcome, Receipt, Trap, TrapClass};

use super::{Judged, Oracle, Subject};
use crate::observation::Observation;
use crate::session::Step;

const EXACT: Oracle = Oracle("exact");

/// Carries one of the calls out again, at the edges of what it was granted.
///
/// # Errors
///
/// A finding.
pub fn judge(subject: &Subject<'_>) -> Judged {
    let Some((chosen, call)) = subject.chosen() else { return Ok(()) };
    subject.session.at(chosen, at_the_edges(subject, chosen, call))
}

fn at_the_edges(subject: &Subject<'_>, chosen: usize, call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    let again = |settings: &[Step]| subject.call_again(chosen, settings);
    if let Some(cost) = cost(receipt) {
        if let Some(enough) = again(&[Step::SetFuel(cost + 1)])? {
            same("FUEL-2", format_args!("with its cost {cost} and one more, "), receipt, &enough)?;
        }
        if let Some(too_little) = again(&[Step::SetFuel(cost)])? {
            out_of_fuel(cost, &too_little)?;
        }
    }
    if let Outcome::Trapped(Trap::OutOfGas { dimension, used, amount, .. }) = receipt.outcome
        && let Some(sum) = used.checked_add(amount).filter(|sum| *sum > 0)
    {
        if let Some(enough) = again(&[Step::SetBudget { dimension, units: sum }])? {
            charged(dimension, used, amount, &enough)?;
        }
        if let Some(too_little) = again(&[Step::SetBudget { dimension, units: sum - 1 }])? {
            let promised = with_budget(receipt, dimension, sum - 1);
            let when = format_args!("with a budget of {} for dimension {dimension}, ", sum - 1);
            same("GAS-1", when, &promised, &too_little)?;
        }
    }
    for &dimension in receipt.gas_charged.keys() {
        let used = call.after.gas_used(dimension);
        if used == u64::MAX {
            // Where a counter has stopped, what was charged is not known (`GAS-3`).
            continue;
        }
        if let Some(enough) = again(&[Step::SetBudget { dimension, units: used }])? {
            let promised = with_budget(receipt, dimension, used);
            same("GAS-1", format_args!("with a budget of {used} for dimension {dimension}, "), &promised, &enough)?;
        }
        if let Some(too_little) = again(&[Step::SetBudget { dimension, units: used - 1 }])? {
            out_of_gas(dimension, used - 1, &too_little)?;
        }
    }
    Ok(())
}

/// What a call cost; unknown for a halt, which forfeits everything.
fn cost(receipt: &Receipt) -> Option<u64> {
    match &receipt.outcome {
        Outcome::Trapped(trap) if trap.class() == TrapClass::GuestHalt => None,
        _ => Some(receipt.fuel_used),
    }
}

/// The receipt under another budget that everything it charged fits in: only a refusal there shows it.
fn with_budget(receipt: &Receipt, of: u32, units: u64) -> Receipt {
    let mut receipt = receipt.clone();
    if let Outcome::Trapped(Trap::OutOfGas { dimension, budget, .. }) = &mut receipt.outcome
        && *dimension == of
    {
        *budget = units;
    }
    receipt
}

fn same(clause: &'static str, when: impl std::fmt::Display, promised: &Receipt, call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    EXACT.hold(clause, receipt == promised, format_args!("{when}{promised:?}"), format_args!("it was {receipt:?}"))
}

fn out_of_fuel(cost: u64, call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    let stopped = receipt.outcome == Outcome::Trapped(Trap::OutOfFuel { granted: cost });
    EXACT.hold("FUEL-2", stopped, format_args!("with its cost {cost}, out of fuel"), format_args!("it was {receipt:?}"))
}

/// The charge that was refused is not refused where its budget is the sum.
fn charged(of: u32, so_far: u64, asked: u64, call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    let refused = matches!(receipt.outcome, Outcome::Trapped(Trap::OutOfGas { dimension, used, amount, .. })
        if (dimension, used, amount) == (of, so_far, asked));
    let promised = format_args!("{asked} more charged to dimension {of} with a budget of just that");
    EXACT.hold("GAS-1", !refused, promised, format_args!("it was {receipt:?}"))
}

fn out_of_gas(of: u32, units: u64, call: &Observation) -> Judged {
    let Ok(receipt) = &call.ended else { return Ok(()) };
    let stopped = matches!(receipt.outcome, Outcome::Trapped(Trap::OutOfGas { dimension, budget, .. })
        if dimension == of && budget == units);
    let promised = format_args!("with a budget of {units} for dimension {of}, out of gas there");
    EXACT.hold("GAS-1", stopped, promised, format_args!("it was {receipt:?}"))
}

#[cfg(test)]
mod tests {
    use runtime::Trap;

    use super::{charged, out_of_fuel, out_of_gas, same, with_budget};
    use crate::oracles::Judged;
    use crate::oracles::fabricated::{call, receipt, trapped};

    fn seen(judged: Judged) -> Option<(&'static str, &'static str)> {
        judged.err().map(|finding| (finding.oracle, finding.clause))
    }

    #[test]
    fn sees_a_call_that_costs_more_or_less_than_it_says() {
        let promised = call().ended.unwrap();
        let mut other = call();
        receipt(&mut other).fuel_used += 1;
        assert_eq!(seen(same("FUEL-2", "", &promised, &other)), Some(("exact", "FUEL-2")));
        assert_eq!(seen(same("FUEL-2", "", &promised, &call())), None);
        assert_eq!(seen(out_of_fuel(10_000, &call())), Some(("exact", "FUEL-2")));
        let granted = 10_000;
        assert_eq!(seen(out_of_fuel(10_000, &trapped(Trap::OutOfFuel { granted }))), None);
        assert_eq!(seen(out_of_fuel(9_999, &trapped(Trap::OutOfFuel { granted }))), Some(("exact", "FUEL-2")));
    }

    #[test]
    fn sees_a_budget_that_ends_elsewhere() {
        let refused = trapped(Trap::OutOfGas { dimension: 0, budget: 29, used: 10, amount: 20 });
        assert_eq!(seen(out_of_gas(0, 29, &refused)), None);
        assert_eq!(seen(out_of_gas(0, 28, &refused)), Some(("exact", "GAS-1")));
        assert_eq!(seen(out_of_gas(1, 29, &refused)), Some(("exact", "GAS-1")));
        assert_eq!(seen(out_of_gas(0, 29, &call())), Some(("exact", "GAS-1")));
        assert_eq!(seen(charged(0, 10, 20, &refused)), Some(("exact", "GAS-1")));
        assert_eq!(seen(charged(0, 11, 20, &refused)), None);
        let refused = refused.ended.unwrap();
        assert_ne!(with_budget(&refused, 0, 30), refused);
        assert_eq!(with_budget(&refused, 1, 30), refused);
    }
}
