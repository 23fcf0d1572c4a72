//! One call as an oracle sees it: what the host could see before, how the call ended, what it can see after.

use std::collections::{BTreeMap, BTreeSet};

use runtime::{Event, HostError, Instance, Limits, Receipt};

/// What the host can see of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// Fuel left.
    pub fuel: u64,
    /// Budgets set.
    pub budgets: BTreeMap<u32, u64>,
    /// Gas used, for every dimension that was budgeted or ever on a receipt.
    pub gas: BTreeMap<u32, u64>,
    /// Every slot.
    pub slots: BTreeMap<u32, i64>,
    /// The event log.
    pub events: Vec<Event>,
}

impl Snapshot {
    /// Looks at an instance, at these dimensions.
    #[must_use]
    pub fn of(instance: &Instance, dimensions: &BTreeSet<u32>) -> Self {
        Self {
            fuel: instance.fuel_remaining(),
            budgets: instance.host_state().gas_budgets.iter().map(|(dimension, units)| (*dimension, *units)).collect(),
            gas: dimensions.iter().map(|dimension| (*dimension, instance.gas_used(*dimension))).collect(),
            slots: instance.slots().collect(),
            events: instance.events().to_vec(),
        }
    }

    /// Gas used; 0 for a dimension that was not looked at, since none of its charges is on a receipt.
    #[must_use]
    pub fn gas_used(&self, dimension: u32) -> u64 {
        self.gas.get(&dimension).copied().unwrap_or(0)
    }
}

/// One call.
#[derive(Debug)]
pub struct Observation {
    /// The module's entry price.
    pub entry_price: u64,
    /// The runtime's limits.
    pub limits: Limits,
    /// The instance before the call.
    pub before: Snapshot,
    /// How the call ended.
    pub ended: Result<Receipt, HostError>,
    /// The instance after the call.
    pub after: Snapshot,
    /// The most that the host had allocated for the call at one time, in bytes of heap.
    pub host_bytes: u64,
}
