//! Calls made up by hand, sound ones to spoil: an oracle that sees nothing in a spoilt one is blind.

use std::collections::BTreeMap;

use runtime::{Event, Outcome, Receipt, Trap, TrapClass};

use crate::bench::LIMITS;
use crate::observation::{Observation, Snapshot};

/// A sound call that returned: charged 20 to dimension 0, wrote two slots, emitted an event of three bytes.
pub(crate) fn call() -> Observation {
    let events = vec![Event { id: 4, payload: vec![1, 2, 3] }];
    let before = Snapshot {
        fuel: 10_000,
        budgets: BTreeMap::from([(0, 100)]),
        gas: BTreeMap::from([(0, 10)]),
        slots: BTreeMap::from([(1, 11)]),
        events: Vec::new(),
    };
    let after = Snapshot {
        fuel: 4_000,
        gas: BTreeMap::from([(0, 30)]),
        slots: BTreeMap::from([(1, 12), (2, 22)]),
        events: events.clone(),
        ..before.clone()
    };
    let receipt = Receipt {
        outcome: Outcome::Returned(1),
        fuel_used: 6_000,
        gas_charged: BTreeMap::from([(0, 20)]),
        slots_written: BTreeMap::from([(1, 12), (2, 22)]),
        events,
    };
    Observation { entry_price: 200, limits: LIMITS, before, ended: Ok(receipt), after, host_bytes: 5_000 }
}

/// A sound call that trapped, after it had charged 20 to dimension 0.
pub(crate) fn trapped(trap: Trap) -> Observation {
    let mut call = call();
    call.after.slots = call.before.slots.clone();
    call.after.events = call.before.events.clone();
    if trap.class() == TrapClass::GuestHalt {
        call.after.fuel = 0;
    }
    let fuel_used = call.before.fuel - call.after.fuel;
    let receipt = receipt(&mut call);
    receipt.fuel_used = fuel_used;
    receipt.outcome = Outcome::Trapped(trap);
    receipt.slots_written.clear();
    receipt.events.clear();
    call
}

/// The receipt of a call that has one.
pub(crate) fn receipt(call: &mut Observation) -> &mut Receipt {
    call.ended.as_mut().expect("a fabricated call has a receipt")
}

/// Oracle and clause of the first finding.
pub(crate) fn finding(call: &Observation) -> Option<(&'static str, &'static str)> {
    super::judge(call).err().map(|finding| (finding.oracle, finding.clause))
}
