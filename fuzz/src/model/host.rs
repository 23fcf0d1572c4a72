//! What the host keeps, and the four hostcalls on it (`STATE`, `GAS`, `EVENT`, `LIMIT-3`).

use std::collections::BTreeMap;

use runtime::{Event, Limits, Outcome, Receipt, Trap};

use super::machine::Stopped;
use super::meter::{self, Meter};
use super::numeric::{index, low};

/// `LIMIT-3`: what the log counts for an event besides its payload.
const EVENT_OVERHEAD_BYTES: u64 = 64;

/// A hostcall (`MOD-3`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hostcall {
    StateGet,
    StateSet,
    GasConsume,
    EventEmit,
}

impl Hostcall {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "state_get" => Self::StateGet,
            "state_set" => Self::StateSet,
            "gas_consume" => Self::GasConsume,
            "event_emit" => Self::EventEmit,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone)]
pub(super) struct Host {
    limits: Limits,
    pub budgets: BTreeMap<u32, u64>,
    /// Only dimensions that were charged more than nothing (`GAS-5`).
    pub gas: BTreeMap<u32, u64>,
    pub slots: BTreeMap<u32, i64>,
    pub events: Vec<Event>,
    /// Slots written, and events there were before, in this call.
    written: BTreeMap<u32, i64>,
    events_before: usize,
}

impl Host {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            budgets: BTreeMap::new(),
            gas: BTreeMap::new(),
            slots: BTreeMap::new(),
            events: Vec::new(),
            written: BTreeMap::new(),
            events_before: 0,
        }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn begin_call(&mut self) {
        self.written.clear();
        self.events_before = self.events.len();
    }

    /// The receipt of a call that began with the host as it was before.
    pub(super) fn receipt(&self, before: &Self, outcome: Outcome, fuel_used: u64) -> Receipt {
        let rose = |(dimension, units): (&u32, &u64)| {
            let charged = units - before.gas.get(dimension).unwrap_or(&0);
            (charged > 0).then_some((*dimension, charged))
        };
        let returned = matches!(outcome, Outcome::Returned(_));
        Receipt {
            outcome,
            fuel_used,
            gas_charged: self.gas.iter().filter_map(rose).collect(),
            slots_written: if returned { self.written.clone() } else { BTreeMap::new() },
            events: if returned { self.events[self.events_before..].to_vec() } else { Vec::new() },
        }
    }

    /// Makes a hostcall with these arguments. The memory is the one exported as `memory` (`EVENT-2`).
    pub(super) fn call(
        &mut self,
        hostcall: Hostcall,
        arguments: &[u64],
        memory: Option<&[u8]>,
        meter: &mut Meter,
    ) -> Result<Option<u64>, Stopped> {
        match (hostcall, arguments) {
            (Hostcall::StateGet, [slot]) => {
                meter.pay(meter::STATE_GET)?;
                Ok(Some(self.slots.get(&low(*slot)).copied().unwrap_or(0).cast_unsigned()))
            }
            (Hostcall::StateSet, [slot, value]) => {
                meter.pay(meter::STATE_SET)?;
                self.state_set(low(*slot), value.cast_signed())
            }
            (Hostcall::GasConsume, [dimension, amount]) => {
                meter.pay(meter::GAS_CONSUME)?;
                self.gas_consume(low(*dimension), amount.cast_signed())
            }
            (Hostcall::EventEmit, [id, offset, length]) => {
                meter.pay(meter::EVENT_EMIT)?;
                self.event_emit(low(*id), low(*offset), low(*length), memory, meter)
            }
            _ => unreachable!("a hostcall has the arguments of its signature"),
        }
    }

    fn state_set(&mut self, slot: u32, value: i64) -> Result<Option<u64>, Stopped> {
        let limit = self.limits.state_slots;
        if !self.slots.contains_key(&slot) && self.slots.len() >= index(limit) {
            return Err(Stopped(Trap::StateSlotLimit { slot, limit }));
        }
        self.slots.insert(slot, value);
        self.written.insert(slot, value);
        Ok(None)
    }

    /// `GAS-6`: sign, number of dimensions, budget.
    fn gas_consume(&mut self, dimension: u32, amount: i64) -> Result<Option<u64>, Stopped> {
        let Ok(units) = u64::try_from(amount) else {
            return Err(Stopped(Trap::NegativeGas { dimension, amount }));
        };
        let limit = self.limits.gas_dimensions;
        if units > 0 && !self.gas.contains_key(&dimension) && self.gas.len() >= index(limit) {
            return Err(Stopped(Trap::GasDimensionLimit { dimension, limit }));
        }
        let used = self.gas.get(&dimension).copied().unwrap_or(0);
        if let Some(budget) = self.budgets.get(&dimension).copied()
            && u128::from(used) + u128::from(units) > u128::from(budget)
        {
            return Err(Stopped(Trap::OutOfGas { dimension, budget, used, amount: units }));
        }
        if units > 0 {
            self.gas.insert(dimension, used.saturating_add(units));
        }
        Ok(None)
    }

    /// `FUEL-6`: range, limits, bytes, effect.
    fn event_emit(
        &mut self,
        id: u32,
        offset: u32,
        length: u32,
        memory: Option<&[u8]>,
        meter: &mut Meter,
    ) -> Result<Option<u64>, Stopped> {
        let size = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
        let in_range = match memory {
            Some(memory) => u64::from(offset) + u64::from(length) <= size(memory.len()),
            None => length == 0,
        };
        if !in_range {
            let memory_bytes = memory.map_or(0, |memory| size(memory.len()));
            return Err(Stopped(Trap::EventOutOfRange { id, offset, length, memory_bytes }));
        }
        let payloads =
            |events: &[Event]| events.iter().map(|event| size(event.payload.len())).sum::<u64>() + u64::from(length);
        let of_this_call = &self.events[self.events_before..];
        let limit = self.limits.events_per_call;
        if of_this_call.len() >= index(limit) {
            return Err(Stopped(Trap::EventLimit { id, limit }));
        }
        let (bytes, limit) = (payloads(of_this_call), self.limits.event_bytes_per_call);
        if bytes > limit {
            return Err(Stopped(Trap::EventBytesLimit { id, bytes, limit }));
        }
        let bytes = payloads(&self.events) + EVENT_OVERHEAD_BYTES * size(self.events.len() + 1);
        let limit = self.limits.event_log_bytes;
        if bytes > limit {
            return Err(Stopped(Trap::EventLogLimit { id, bytes, limit }));
        }
        meter.pay(u64::from(length) * meter::EVENT_BYTE)?;
        let range = index(offset)..index(offset) + index(length);
        // Without a memory the range is empty, but may start anywhere.
        let payload = memory.map_or_else(Vec::new, |memory| memory[range].to_vec());
        self.events.push(Event { id, payload });
        Ok(None)
    }
}
