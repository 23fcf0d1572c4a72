//! State, gas and events by the clauses of the spec: the rules of the four hostcalls, without an engine.

use std::collections::BTreeMap;

use runtime::{Event, Limits};

use super::Stop;
use crate::names::TrapName;

/// What lasts from call to call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Account {
    pub budgets: BTreeMap<u32, u64>,
    pub used: BTreeMap<u32, u64>,
    pub slots: BTreeMap<u32, i64>,
    pub log: Vec<Event>,
    /// Bytes of the log, as its limit counts them.
    pub log_bytes: u64,
}

/// What the log counts for an event besides its payload (`LIMIT-3`).
const EVENT_BYTES: u64 = 64;

impl Account {
    pub(super) fn push(&mut self, event: Event) {
        self.log_bytes += EVENT_BYTES + event.payload.len() as u64;
        self.log.push(event);
    }
}

/// An account while a call works on it.
#[derive(Debug)]
pub(super) struct CallAccount {
    /// As it is now.
    pub account: Account,
    /// As it was before the call, without budgets and events.
    before: Account,
    events_before: usize,
    /// Payload bytes of this call.
    emitted_bytes: u64,
    /// Charges this call made.
    pub charges: Vec<(u32, u64)>,
    /// Slots this call wrote.
    pub written: BTreeMap<u32, i64>,
    limits: Limits,
}

impl CallAccount {
    pub(super) fn begin(account: Account, limits: Limits) -> Self {
        let Account { budgets: _, used, slots, log, log_bytes } = &account;
        let before = Account { used: used.clone(), slots: slots.clone(), log_bytes: *log_bytes, ..Account::default() };
        let events_before = log.len();
        Self { account, before, events_before, emitted_bytes: 0, charges: Vec::new(), written: BTreeMap::new(), limits }
    }

    /// What the call charged, by dimension.
    pub(super) fn charged(&self) -> BTreeMap<u32, u64> {
        let before = |dimension| self.before.used.get(dimension).copied().unwrap_or(0);
        let rise = self.account.used.iter().map(|(dimension, used)| (*dimension, used - before(dimension)));
        rise.filter(|(_, units)| *units > 0).collect()
    }

    /// The events of this call.
    pub(super) fn emitted(&self) -> &[Event] {
        &self.account.log[self.events_before..]
    }

    /// `CALL-1`, `GAS-2`: after a trap, writes and events never happened, and charges stay.
    pub(super) fn undo(&mut self) {
        self.account.slots = std::mem::take(&mut self.before.slots);
        self.account.log.truncate(self.events_before);
        self.account.log_bytes = self.before.log_bytes;
        self.written.clear();
    }

    /// `CALL-5`: the call never happened.
    pub(super) fn cancel(&mut self) {
        self.undo();
        self.charges.clear();
        self.account.used = std::mem::take(&mut self.before.used);
    }

    /// `STATE-1`.
    pub(super) fn state_get(&self, slot: u32) -> i64 {
        self.account.slots.get(&slot).copied().unwrap_or(0)
    }

    /// `STATE-2`, `LIMIT-3`.
    pub(super) fn state_set(&mut self, slot: u32, value: i64) -> Result<(), Stop> {
        let (in_use, limit) = (self.account.slots.len() as u64, u64::from(self.limits.state_slots));
        if !self.account.slots.contains_key(&slot) && in_use >= limit {
            let number = limit + 1;
            let message = format!("too many state slots: slot {slot} would be number {number}, the limit is {limit}");
            return Err(Stop::new(TrapName::StateSlotLimit, message));
        }
        self.account.slots.insert(slot, value);
        self.written.insert(slot, value);
        Ok(())
    }

    /// `GAS-1` to `GAS-6`.
    pub(super) fn gas_consume(&mut self, dimension: u32, amount: i64) -> Result<(), Stop> {
        if amount < 0 {
            let message = format!("negative gas: dimension {dimension} cannot be charged {amount}");
            return Err(Stop::new(TrapName::NegativeGas, message));
        }
        let Account { budgets, used, .. } = &mut self.account;
        let (charged, limit) = (used.len() as u64, u64::from(self.limits.gas_dimensions));
        if amount > 0 && !used.contains_key(&dimension) && charged >= limit {
            let number = charged + 1;
            let message = format!(
                "too many gas dimensions: dimension {dimension} would be number {number}, the limit is {limit}"
            );
            return Err(Stop::new(TrapName::GasDimensionLimit, message));
        }
        let sum = u128::from(used.get(&dimension).copied().unwrap_or(0)) + u128::from(amount.unsigned_abs());
        if let Some(budget) = budgets.get(&dimension)
            && sum > u128::from(*budget)
        {
            let message = format!("out of gas: dimension {dimension} budget {budget} exceeded ({sum} > {budget})");
            return Err(Stop::new(TrapName::OutOfGas, message));
        }
        if amount > 0 {
            used.insert(dimension, u64::try_from(sum).unwrap_or(u64::MAX));
        }
        self.charges.push((dimension, amount.unsigned_abs()));
        Ok(())
    }

    /// `EVENT-1` to `EVENT-4`, `LIMIT-3`. `memory` is what the module exports under that name.
    pub(super) fn event_emit(&mut self, id: u32, offset: u32, length: u32, memory: Option<&[u8]>) -> Result<(), Stop> {
        let range = offset as usize..offset as usize + length as usize;
        let payload = match memory {
            None if length == 0 => Some(&[][..]),
            None => None,
            Some(bytes) => bytes.get(range),
        };
        let Some(payload) = payload else {
            let bytes = memory.map_or(0, <[u8]>::len);
            let message =
                format!("event out of range: event {id} takes {length} bytes at {offset}, memory has {bytes}");
            return Err(Stop::new(TrapName::EventOutOfRange, message));
        };
        let (number, limit) = (self.emitted().len() as u64 + 1, u64::from(self.limits.events_per_call));
        if number > limit {
            let message =
                format!("too many events: event {id} would be number {number} of this call, the limit is {limit}");
            return Err(Stop::new(TrapName::EventLimit, message));
        }
        let emitted_bytes = self.emitted_bytes + u64::from(length);
        let limit = self.limits.event_bytes_per_call;
        if emitted_bytes > limit {
            let message = format!(
                "too many event bytes: event {id} would make it {emitted_bytes} in this call, the limit is {limit}"
            );
            return Err(Stop::new(TrapName::EventBytesLimit, message));
        }
        let log_bytes = self.account.log_bytes + EVENT_BYTES + u64::from(length);
        let limit = self.limits.event_log_bytes;
        if log_bytes > limit {
            let message = format!("event log full: event {id} would make it {log_bytes} bytes, the limit is {limit}");
            return Err(Stop::new(TrapName::EventLogLimit, message));
        }
        self.emitted_bytes = emitted_bytes;
        self.account.push(Event { id, payload: payload.to_vec() });
        Ok(())
    }
}
