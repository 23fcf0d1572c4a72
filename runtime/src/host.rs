//! What the host keeps for a guest, and the four hostcalls that reach it.

use std::collections::{BTreeMap, HashMap};

use wasmtime::{Caller, Extern, Linker, ResourceLimiter};

use crate::error::HostError;
use crate::journal::Journal;
use crate::limits::{Limits, PAGE_BYTES};
use crate::outcome::{Event, Outcome, Receipt, Trap};
use crate::prices;

/// Gas, state and events of one instance. They outlive every call; linear memory does not (spec clause `CALL-2`).
#[derive(Debug, Default)]
pub struct HostState {
    /// Budget of each metered dimension, in units of gas. A dimension that is not here is unmetered (`GAS-3`).
    pub gas_budgets: HashMap<u32, u64>,
    pub(crate) gas: Journal<u64>,
    pub(crate) state: Journal<i64>,
    events: Vec<Event>,
    /// Bytes of the log, as its limit counts them.
    event_log_bytes: u64,
    pub(crate) limits: Limits,
    call: CallScope,
    /// Where the payload of the last event was.
    #[cfg(feature = "canary")]
    last_payload: Option<u32>,
}

/// What the log counts for an event besides its payload: its place in the list, and what an allocator keeps for its bytes.
const EVENT_OVERHEAD_BYTES: u64 = 64;

/// What only the current call needs.
#[derive(Debug, Default)]
struct CallScope {
    fuel_granted: u64,
    /// Length of the event log when the call began.
    events_before: usize,
    event_log_bytes_before: u64,
    event_bytes: u64,
    /// Prices that the engine's counter does not know of yet: of growth, since the engine asks leave to grow where fuel cannot be
    /// reached, and of hostcalls, since telling it at each would take longer than a short hostcall.
    debt: u64,
}

impl HostState {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Starts a call. What came before it can no longer be taken back.
    pub(crate) fn begin_call(&mut self, fuel_granted: u64) {
        self.gas.begin();
        self.state.begin();
        self.call = CallScope {
            fuel_granted,
            events_before: self.events.len(),
            event_log_bytes_before: self.event_log_bytes,
            event_bytes: 0,
            debt: 0,
        };
    }

    /// Takes back what a trap takes back: state and events, but not gas (`CALL-1`, `GAS-2`).
    pub(crate) fn undo_effects(&mut self) {
        self.state.undo();
        if seeded!(EventsNotUndone) {
            return;
        }
        self.events.truncate(self.call.events_before);
        self.event_log_bytes = self.call.event_log_bytes_before;
    }

    /// Takes back everything: the call never happened (`CALL-5`).
    pub(crate) fn undo_call(&mut self) {
        self.undo_effects();
        self.gas.undo();
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Empties the log.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        self.event_log_bytes = 0;
        std::mem::take(&mut self.events)
    }

    /// What the call owes besides what the engine has counted.
    pub(crate) fn debt(&self) -> u64 {
        if seeded!(UnpaidGrowth) { 0 } else { self.call.debt }
    }

    /// The receipt of the call that has just ended.
    pub(crate) fn receipt(&self, outcome: Outcome, fuel_used: u64) -> Receipt {
        let charged = |(dimension, before, now): (u32, Option<u64>, u64)| (dimension, now - before.unwrap_or(0));
        Receipt {
            outcome,
            fuel_used,
            gas_charged: self.gas.written().map(charged).filter(|(_, units)| *units > 0).collect(),
            slots_written: self.state.written().map(|(slot, _, value)| (slot, value)).collect::<BTreeMap<_, _>>(),
            events: self.events.get(self.call.events_before..).unwrap_or_default().to_vec(),
        }
    }

    fn write_slot(&mut self, slot: u32, value: i64) -> Result<(), Trap> {
        let limit = self.limits.state_slots;
        let limit_reached = self.state.len() >= count(limit) + usize::from(seeded!(SlotLimitOffByOne));
        if limit_reached && self.state.get(slot).is_none() {
            return Err(Trap::StateSlotLimit { slot, limit });
        }
        self.state.set(slot, value);
        Ok(())
    }

    /// Makes room for one more event of this call, or refuses.
    fn reserve_event(&mut self, id: u32, length: u32) -> Result<(), Trap> {
        let emitted = self.events.len() - self.call.events_before;
        let limit = self.limits.events_per_call;
        if emitted >= count(limit) {
            return Err(Trap::EventLimit { id, limit });
        }
        let bytes = self.call.event_bytes + u64::from(length);
        let limit = self.limits.event_bytes_per_call;
        if bytes > limit {
            return Err(Trap::EventBytesLimit { id, bytes, limit });
        }
        let log_bytes = self.event_log_bytes.saturating_add(EVENT_OVERHEAD_BYTES).saturating_add(u64::from(length));
        let limit = self.limits.event_log_bytes;
        if log_bytes > limit {
            return Err(Trap::EventLogLimit { id, bytes: log_bytes, limit });
        }
        self.call.event_bytes = bytes;
        self.event_log_bytes = log_bytes;
        Ok(())
    }

    /// Notes the price of growth. What can never be paid is refused at once, or a guest could grow on credit.
    fn owe(&mut self, price: u64) -> wasmtime::Result<()> {
        self.call.debt = self.call.debt.saturating_add(price);
        let granted = self.call.fuel_granted;
        if self.call.debt >= granted {
            return Err(wasmtime::Error::new(Trap::OutOfFuel { granted }));
        }
        Ok(())
    }
}

/// A limit as a number of things in memory.
pub(crate) fn count(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Defines the hostcalls of `env` (spec clause `MOD-3`). Each pays before it works, in the order of `FUEL-6`.
pub(crate) fn link(linker: &mut Linker<HostState>) -> wasmtime::Result<()> {
    linker.func_wrap("env", "state_get", state_get)?;
    linker.func_wrap("env", "state_set", state_set)?;
    linker.func_wrap("env", "gas_consume", gas_consume)?;
    linker.func_wrap("env", "event_emit", event_emit)?;
    Ok(())
}

/// `STATE-1`: the slot's value, 0 if it was never written.
fn state_get(mut caller: Caller<'_, HostState>, slot: u32) -> wasmtime::Result<i64> {
    pay(&mut caller, if seeded!(FreeHostcall) { 0 } else { prices::STATE_GET })?;
    Ok(caller.data().state.get(slot).unwrap_or(0))
}

/// `STATE-2`: writes the slot, for good only if the call returns.
fn state_set(mut caller: Caller<'_, HostState>, slot: u32, value: i64) -> wasmtime::Result<()> {
    pay(&mut caller, prices::STATE_SET)?;
    Ok(caller.data_mut().write_slot(slot, value)?)
}

/// `GAS-1`: charges the dimension, or refuses and records nothing.
fn gas_consume(mut caller: Caller<'_, HostState>, dimension: u32, amount: i64) -> wasmtime::Result<()> {
    pay(&mut caller, prices::GAS_CONSUME)?;
    Ok(caller.data_mut().charge(dimension, amount)?)
}

/// `EVENT-1`: copies the payload out of the memory exported as `memory`.
fn event_emit(mut caller: Caller<'_, HostState>, id: u32, offset: u32, length: u32) -> wasmtime::Result<()> {
    pay(&mut caller, prices::EVENT_EMIT)?;
    let memory = caller.get_export("memory").and_then(Extern::into_memory);
    let memory_bytes = memory.map_or(0, |memory| memory.data_size(&caller) as u64);
    let end = u64::from(offset) + u64::from(length);
    // Without a memory an empty payload is in range wherever it points (`EVENT-4`).
    if end > memory_bytes && (memory.is_some() || length > 0) {
        return Err(Trap::EventOutOfRange { id, offset, length, memory_bytes }.into());
    }
    caller.data_mut().reserve_event(id, length)?;
    pay(&mut caller, u64::from(length) * prices::EVENT_BYTE)?;
    #[cfg(feature = "canary")]
    {
        caller.data_mut().last_payload = Some(offset);
    }
    let mut payload = Vec::new();
    if let Some(memory) = memory {
        let (data, host) = memory.data_and_store_mut(&mut caller);
        let range = count(offset)..count(offset) + count(length);
        let bytes = data.get(range).unwrap_or_default();
        let room = payload.try_reserve_exact(bytes.len()).and_then(|()| host.events.try_reserve(1));
        room.map_err(|cause| HostError::OutOfMemory { cause: cause.to_string() })?;
        payload.extend_from_slice(bytes);
    }
    caller.data_mut().events.push(Event { id, payload });
    Ok(())
}

/// The bug `PayloadReadLate`: the last event's payload is what its memory holds at the next hostcall.
#[cfg(feature = "canary")]
fn read_late(caller: &mut Caller<'_, HostState>) {
    let Some(memory) = caller.get_export("memory").and_then(Extern::into_memory) else { return };
    let (data, host) = memory.data_and_store_mut(caller);
    let (Some(offset), Some(event)) = (host.last_payload.take(), host.events.last_mut()) else { return };
    if let Some(bytes) = data.get(count(offset)..count(offset) + event.payload.len()) {
        event.payload.copy_from_slice(bytes);
    }
}

/// Debt that the engine's counter is told of at the next hostcall: as far as a guest can run past its fuel before the engine stops it,
/// and it is out of fuel then as before.
const DEBT_MAX: u64 = 10_000;

/// Takes fuel for the host's work, and for growth since the last hostcall. A charge that leaves nothing is out of fuel.
#[inline]
fn pay(caller: &mut Caller<'_, HostState>, price: u64) -> wasmtime::Result<()> {
    #[cfg(feature = "canary")]
    if seeded!(PayloadReadLate) {
        read_late(caller);
    }
    let left = caller.get_fuel()?;
    let call = &mut caller.data_mut().call;
    let debt = call.debt.saturating_add(price);
    if left <= debt {
        let granted = call.fuel_granted;
        return Err(Trap::OutOfFuel { granted }.into());
    }
    call.debt = debt;
    if debt > DEBT_MAX {
        call.debt = 0;
        caller.set_fuel(left - debt)?;
    }
    Ok(())
}

/// `LIMIT-2`: growth fails for the guest only at a declared maximum or a limit, never for want of host memory.
impl ResourceLimiter for HostState {
    fn memory_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        let (current, desired) = (current as u64, desired as u64);
        if desired > self.limits.memory_bytes || maximum.is_some_and(|maximum| desired > maximum as u64) {
            return Ok(false);
        }
        self.owe((desired - current).div_ceil(PAGE_BYTES).saturating_mul(prices::MEMORY_PAGE))?;
        Ok(true)
    }

    fn memory_grow_failed(&mut self, error: wasmtime::Error) -> wasmtime::Result<()> {
        Err(HostError::OutOfMemory { cause: format!("{error:#}") }.into())
    }

    fn table_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        if desired > count(self.limits.table_elements) || maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        self.owe(((desired - current) as u64).saturating_mul(prices::TABLE_ELEMENT.into()))?;
        Ok(true)
    }

    fn table_grow_failed(&mut self, error: wasmtime::Error) -> wasmtime::Result<()> {
        Err(HostError::OutOfMemory { cause: format!("{error:#}") }.into())
    }
}
