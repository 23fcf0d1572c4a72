//! A call changes exactly what its receipt says, and state and events not at all unless it returned: `CALL-1`, `CALL-4`, `CALL-5`,
//! `EVENT-1`, `STATE-2`.

use runtime::{Outcome, Receipt};

use super::{Judged, Oracle};
use crate::observation::Observation;

const ATOMIC: Oracle = Oracle("atomic");

/// Judges what a call changed.
///
/// # Errors
///
/// A finding.
pub fn judge(call: &Observation) -> Judged {
    let Observation { before, after, .. } = call;
    let Ok(receipt) = &call.ended else {
        return ATOMIC.hold("CALL-5", before == after, "nothing changed by a host's failure", "something is");
    };
    ATOMIC.hold(
        "CALL-4",
        before.budgets == after.budgets,
        format_args!("the budgets {:?} left alone", before.budgets),
        format_args!("they are {:?}", after.budgets),
    )?;
    if let Outcome::Trapped(trap) = &receipt.outcome {
        let silent = receipt.slots_written.is_empty() && receipt.events.is_empty();
        ATOMIC.hold(
            "CALL-1",
            silent,
            "no slots and no events on the receipt of a trap",
            format_args!("{} has some", trap.name()),
        )?;
    }
    // After a trap both are empty, so this holds state and log to what they were.
    changed_as_it_says(call, receipt)
}

fn changed_as_it_says(call: &Observation, receipt: &Receipt) -> Judged {
    let Observation { before, after, .. } = call;
    let trapped = matches!(receipt.outcome, Outcome::Trapped(_));
    let mut slots = before.slots.clone();
    slots.extend(&receipt.slots_written);
    ATOMIC.hold(
        if trapped { "CALL-1" } else { "STATE-2" },
        slots == after.slots,
        format_args!("the slots {slots:?}"),
        format_args!("they are {:?}", after.slots),
    )?;
    let events = [before.events.as_slice(), &receipt.events].concat();
    ATOMIC.hold(
        if trapped { "CALL-1" } else { "EVENT-1" },
        events == after.events,
        format_args!("the events {events:?}"),
        format_args!("they are {:?}", after.events),
    )
}

#[cfg(test)]
mod tests {
    use runtime::{Event, HostError, Trap};

    use crate::oracles::fabricated::{call, finding, receipt, trapped};

    fn event() -> Event {
        Event { id: 0, payload: vec![1] }
    }

    #[test]
    fn sees_a_trap_that_leaves_something_behind() {
        let mut on_receipt = trapped(Trap::Unreachable);
        receipt(&mut on_receipt).events.push(event());
        receipt(&mut on_receipt).fuel_used += 1_000;
        on_receipt.after.fuel -= 1_000;
        let mut slot = trapped(Trap::Unreachable);
        slot.after.slots.insert(1, 99);
        let mut new_slot = trapped(Trap::Unreachable);
        new_slot.after.slots.insert(4, 0);
        let mut log = trapped(Trap::Unreachable);
        log.after.events.push(event());
        for observation in [on_receipt, slot, new_slot, log] {
            assert_eq!(finding(&observation), Some(("atomic", "CALL-1")));
        }
    }

    #[test]
    fn sees_a_return_that_does_not_do_what_its_receipt_says() {
        let mut slot = call();
        slot.after.slots.insert(1, 99);
        assert_eq!(finding(&slot), Some(("atomic", "STATE-2")));
        let mut log = call();
        log.after.events.clear();
        assert_eq!(finding(&log), Some(("atomic", "EVENT-1")));
        let mut budget = call();
        budget.after.budgets.clear();
        assert_eq!(finding(&budget), Some(("atomic", "CALL-4")));
    }

    #[test]
    fn sees_a_host_failure_that_changes_something() {
        let mut observation = call();
        observation.ended = Err(HostError::OutOfMemory { cause: "any".to_owned() });
        assert_eq!(finding(&observation), Some(("atomic", "CALL-5")));
    }
}
