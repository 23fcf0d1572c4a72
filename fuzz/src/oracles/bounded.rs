//! A call spends no more than it was granted, pays for what it does, its receipt adds up, and the host allocates no more for it than
//! the limits explain: `FUEL-2` to `FUEL-7`, `GAS-1` to `GAS-3`, `LIMIT-3`, `ATTACK-1`.

use std::collections::BTreeSet;

use runtime::{Limits, Outcome, Receipt, TrapClass, prices};

use super::{Judged, Oracle};
use crate::observation::Observation;

const BOUNDED: Oracle = Oracle("bounded");

/// Judges what a call spent.
///
/// # Errors
///
/// A finding.
pub fn judge(call: &Observation) -> Judged {
    host_memory(call)?;
    let Ok(receipt) = &call.ended else { return Ok(()) };
    fuel(call, receipt)?;
    work_is_paid(call, receipt)?;
    gas(call, receipt)?;
    limits(call, receipt)
}

fn fuel(call: &Observation, receipt: &Receipt) -> Judged {
    let (granted, used, left) = (call.before.fuel, receipt.fuel_used, call.after.fuel);
    let adds_up = used.checked_add(left) == Some(granted);
    BOUNDED.hold(
        "FUEL-1",
        adds_up,
        format_args!("fuel used and left to make the {granted} granted"),
        format_args!("{used} was used and {left} is left"),
    )?;
    match &receipt.outcome {
        Outcome::Returned(_) => BOUNDED.hold("FUEL-2", left > 0, "a unit left when a call returns", "none is"),
        Outcome::Trapped(trap) => {
            let actual = format_args!("{left} is left after {}", trap.name());
            match trap.class() {
                TrapClass::GuestHalt => BOUNDED.hold("FUEL-3", left == 0, "no fuel left after a halt", actual),
                TrapClass::GuestAbort => BOUNDED.hold("FUEL-4", left > 0, "a unit left after `unreachable`", actual),
                TrapClass::Refusal => BOUNDED.hold("FUEL-5", left > 0, "a unit left after a refusal", actual),
            }
        }
    }
}

/// What a receipt shows costs at least its price. A halt forfeits everything, so the sum proves nothing there.
fn work_is_paid(call: &Observation, receipt: &Receipt) -> Judged {
    if matches!(&receipt.outcome, Outcome::Trapped(trap) if trap.class() == TrapClass::GuestHalt) {
        return Ok(());
    }
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    let payloads: u64 = receipt.events.iter().map(|event| count(event.payload.len())).sum();
    let price = call.entry_price
        + prices::EVENT_EMIT * count(receipt.events.len())
        + prices::EVENT_BYTE * payloads
        + prices::STATE_SET * count(receipt.slots_written.len())
        + prices::GAS_CONSUME * count(receipt.gas_charged.len());
    let (promised, actual) = (format_args!("at least {price} units"), format_args!("{} were paid", receipt.fuel_used));
    let clause = if receipt.fuel_used < call.entry_price { "FUEL-7" } else { "FUEL-6" };
    BOUNDED.hold(clause, receipt.fuel_used >= price, promised, actual)
}

fn gas(call: &Observation, receipt: &Receipt) -> Judged {
    let dimensions: BTreeSet<u32> = [&call.before.gas, &call.after.gas, &receipt.gas_charged, &call.before.budgets]
        .into_iter()
        .flat_map(|map| map.keys().copied())
        .collect();
    for dimension in dimensions {
        let (before, after) = (call.before.gas_used(dimension), call.after.gas_used(dimension));
        let charged = receipt.gas_charged.get(&dimension).copied().unwrap_or(0);
        BOUNDED.hold(
            "GAS-2",
            before.checked_add(charged) == Some(after),
            format_args!("{before} used and {charged} charged to dimension {dimension} to make what is used"),
            format_args!("{after} is used"),
        )?;
        // A budget may be set below what is already used; a call must then use no more.
        let most = call.before.budgets.get(&dimension).map_or(u64::MAX, |budget| before.max(*budget));
        BOUNDED.hold(
            "GAS-1",
            after <= most,
            format_args!("at most {most} used of dimension {dimension}"),
            format_args!("{after} is used"),
        )?;
    }
    Ok(())
}

fn limits(call: &Observation, receipt: &Receipt) -> Judged {
    let limits = &call.limits;
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    let payloads: u64 = receipt.events.iter().map(|event| count(event.payload.len())).sum();
    let charged = call.after.gas.values().filter(|units| **units > 0).count();
    let counts = [
        ("state slots", count(call.after.slots.len()), u64::from(limits.state_slots)),
        ("gas dimensions", count(charged), u64::from(limits.gas_dimensions)),
        ("events", count(receipt.events.len()), u64::from(limits.events_per_call)),
        ("event bytes", payloads, limits.event_bytes_per_call),
    ];
    counts.into_iter().try_for_each(|(what, found, limit)| {
        BOUNDED.hold(
            "LIMIT-3",
            found <= limit,
            format_args!("at most {limit} {what}"),
            format_args!("there are {found}"),
        )
    })
}

/// Heap of the host; linear memory is not part of it, and is bounded by the engine.
fn host_memory(call: &Observation) -> Judged {
    let most = host_bytes_max(&call.limits);
    BOUNDED.hold(
        "ATTACK-1",
        call.host_bytes <= most,
        format_args!("at most {most} bytes allocated by the host"),
        format_args!("there were {}", call.host_bytes),
    )
}

/// What a call may have allocated at one time: a store and an instance, and for each thing that is limited what a list or map of
/// it takes, which doubles when it grows.
fn host_bytes_max(limits: &Limits) -> u64 {
    const STORE: u64 = 64 << 10;
    const ENTRY: u64 = 128;
    let entries = [limits.state_slots, limits.gas_dimensions, limits.events_per_call, limits.globals];
    let entries = entries.into_iter().map(u64::from).sum::<u64>();
    let elements =
        u64::from(limits.tables) * u64::from(limits.table_elements) + u64::from(limits.element_segment_items);
    STORE + ENTRY * entries + ENTRY / 4 * elements + 2 * limits.event_bytes_per_call
}

#[cfg(test)]
mod tests {
    use runtime::{Event, Outcome, Trap, prices};

    use crate::observation::Observation;
    use crate::oracles::fabricated::{call, finding, receipt, trapped};

    #[track_caller]
    fn sees(clause: &str, spoil: impl FnOnce(&mut Observation)) {
        let mut observation = call();
        spoil(&mut observation);
        assert_eq!(finding(&observation), Some(("bounded", clause)));
    }

    #[test]
    fn sees_fuel_that_does_not_add_up() {
        sees("FUEL-1", |call| receipt(call).fuel_used = call.before.fuel + 1);
        sees("FUEL-1", |call| call.after.fuel += 1);
    }

    #[test]
    fn sees_a_return_on_the_last_unit() {
        sees("FUEL-2", |call| {
            receipt(call).fuel_used = call.before.fuel;
            call.after.fuel = 0;
        });
    }

    #[test]
    fn sees_a_halt_that_keeps_fuel() {
        for trap in [Trap::DivisionByZero, Trap::TableOutOfBounds, Trap::OutOfFuel { granted: 10_000 }] {
            let mut observation = trapped(trap);
            receipt(&mut observation).fuel_used -= 1;
            observation.after.fuel = 1;
            assert_eq!(finding(&observation), Some(("bounded", "FUEL-3")));
        }
    }

    #[test]
    fn sees_an_abort_and_a_refusal_that_forfeit() {
        for (trap, clause) in
            [(Trap::Unreachable, "FUEL-4"), (Trap::NegativeGas { dimension: 0, amount: -1 }, "FUEL-5")]
        {
            let mut observation = trapped(trap);
            receipt(&mut observation).fuel_used = observation.before.fuel;
            observation.after.fuel = 0;
            assert_eq!(finding(&observation), Some(("bounded", clause)));
        }
    }

    #[test]
    fn sees_work_that_was_not_paid() {
        sees("FUEL-7", |call| {
            receipt(call).fuel_used = 199;
            call.after.fuel = call.before.fuel - 199;
        });
        sees("FUEL-6", |call| {
            let price = 200 + prices::EVENT_EMIT + 3 * prices::EVENT_BYTE + 2 * prices::STATE_SET + prices::GAS_CONSUME;
            receipt(call).fuel_used = price - 1;
            call.after.fuel = call.before.fuel - (price - 1);
        });
    }

    #[test]
    fn sees_gas_over_its_budget() {
        sees("GAS-1", |call| {
            receipt(call).gas_charged.insert(0, 91);
            call.after.gas.insert(0, 101);
        });
    }

    #[test]
    fn a_budget_below_what_is_used_is_not_broken_by_a_call_that_charges_nothing() {
        let mut observation = trapped(Trap::OutOfGas { dimension: 0, budget: 5, used: 10, amount: 0 });
        for snapshot in [&mut observation.before, &mut observation.after] {
            snapshot.budgets.insert(0, 5);
            snapshot.gas.insert(0, 10);
        }
        receipt(&mut observation).gas_charged.clear();
        assert_eq!(finding(&observation), None);
    }

    #[test]
    fn sees_gas_that_does_not_add_up() {
        sees("GAS-2", |call| *call.after.gas.entry(0).or_default() += 1);
        sees("GAS-2", |call| receipt(call).gas_charged.clear());
        sees("GAS-2", |call| {
            receipt(call).gas_charged.insert(3, 1);
        });
    }

    #[test]
    fn sees_limits_passed() {
        sees("LIMIT-3", |call| {
            call.limits.state_slots = 1;
        });
        sees("LIMIT-3", |call| {
            call.limits.gas_dimensions = 0;
        });
        sees("LIMIT-3", |call| {
            call.limits.events_per_call = 0;
        });
        sees("LIMIT-3", |call| {
            call.limits.event_bytes_per_call = 2;
        });
    }

    #[test]
    fn sees_a_host_that_allocates_for_what_it_refuses() {
        sees("ATTACK-1", |call| call.host_bytes = 2 << 30);
    }

    #[test]
    fn sees_nothing_in_a_sound_call() {
        assert_eq!(finding(&call()), None);
        let mut other = call();
        receipt(&mut other).outcome = Outcome::Returned(-1);
        other.before.events.push(Event { id: 7, payload: Vec::new() });
        other.after.events.insert(0, Event { id: 7, payload: Vec::new() });
        assert_eq!(finding(&other), None);
    }
}
