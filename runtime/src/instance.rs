//! A call: fuel, transaction, receipt.

use std::fmt;

use wasmtime::{Func, Global, Store, Val, ValRaw};

use crate::admission::Export;
use crate::engine::Compiler;
use crate::error::{CallError, HostError};
use crate::host::HostState;
use crate::module::{Exports, Module};
use crate::names::Untrusted;
use crate::outcome::{Event, Outcome, Receipt, Trap, TrapClass};
use crate::trap_codes::{Meaning, meaning};

/// Fuel of a new instance.
pub const DEFAULT_FUEL: u64 = 10_000_000_000;

/// A module with its state, gas, events and fuel.
///
/// Memory, globals and tables are fresh for every call; what lasts is what the host keeps (spec clause `CALL-2`). An
/// instance stays usable after any trap.
pub struct Instance {
    module: Module,
    fuel: u64,
    home: Home,
    /// Place of the export that was called last.
    last_export: usize,
    /// Arguments of the current call, then its result; kept for its room.
    values: Vec<ValRaw>,
}

/// Where the guest runs.
enum Home {
    /// One instance for every call: a call changes nothing in it but the stack counter.
    Reused { store: Store<HostState>, functions: Vec<Func>, stack_left: Option<Global> },
    /// A store and an instance for each call.
    Fresh { host: Box<HostState> },
}

impl Instance {
    pub(crate) fn new(module: Module) -> Result<Self, HostError> {
        let home = if module.reusable() {
            let (mut store, instance, exports) = module.instance()?;
            let function = |export| instance.get_module_export(&mut store, export)?.into_func();
            let functions = exports.functions.iter().filter_map(function).collect();
            let stack_left = counter(&mut store, instance, exports);
            Home::Reused { store, functions, stack_left }
        } else {
            Home::Fresh { host: Box::new(HostState::new(module.runtime().settings.limits)) }
        };
        Ok(Self { module, fuel: DEFAULT_FUEL, home, last_export: 0, values: vec![ValRaw::i64(0)] })
    }

    /// Calls an exported function: the short form of [`execute`](Self::execute).
    ///
    /// # Errors
    ///
    /// [`CallError::Trap`] if the guest was stopped, [`CallError::Host`] if the call could not be made.
    pub fn call(&mut self, export: &str, arguments: &[i64]) -> Result<i64, CallError> {
        match self.run(export, arguments)? {
            Outcome::Returned(value) => Ok(value),
            Outcome::Trapped(trap) => Err(trap.into()),
        }
    }

    /// Calls an exported function and says what the call did.
    ///
    /// A call is a transaction: if it traps, its state writes and events never happened (`CALL-1`).
    ///
    /// # Errors
    ///
    /// [`HostError`] if the call could not be made; then nothing has changed and there is no receipt (`CALL-5`).
    pub fn execute(&mut self, export: &str, arguments: &[i64]) -> Result<Receipt, HostError> {
        let granted = self.fuel;
        let outcome = self.run(export, arguments)?;
        Ok(self.host_state().receipt(outcome, granted - self.fuel))
    }

    /// Sets the budget of a dimension, in units of gas; what is already used counts against it.
    pub fn set_gas_budget(&mut self, dimension: u32, units: u64) {
        self.host_mut().gas_budgets.insert(dimension, units);
    }

    /// Leaves a dimension unmetered (`GAS-3`). What it has used stays counted.
    pub fn clear_gas_budget(&mut self, dimension: u32) {
        self.host_mut().gas_budgets.remove(&dimension);
    }

    /// Units of gas charged to a dimension since the start or the last [`reset_gas`](Self::reset_gas).
    #[must_use]
    pub fn gas_used(&self, dimension: u32) -> u64 {
        self.host_state().gas_used(dimension)
    }

    /// Sets the usage of every dimension to 0. Budgets stay.
    pub fn reset_gas(&mut self) {
        self.host_mut().gas.clear();
    }

    /// Replaces what is left of the fuel; it never adds (`FUEL-1`).
    ///
    /// # Errors
    ///
    /// None today: every `u64` is a budget. The type leaves room for a runtime without fuel.
    pub fn set_fuel(&mut self, units: u64) -> Result<(), HostError> {
        self.fuel = units;
        Ok(())
    }

    /// Fuel that is left.
    #[must_use]
    pub fn fuel_remaining(&self) -> u64 {
        self.fuel
    }

    /// The value of a state slot; 0 if it was never written.
    #[must_use]
    pub fn state(&self, slot: u32) -> i64 {
        self.host_state().state.get(slot).unwrap_or(0)
    }

    /// Every slot that was ever written, in order.
    pub fn slots(&self) -> impl Iterator<Item = (u32, i64)> + '_ {
        self.host_state().state.iter()
    }

    /// Writes a state slot from outside, as a node does that restores state. The limit on slots is for guests.
    pub fn set_state(&mut self, slot: u32, value: i64) {
        self.host_mut().state.set_outside_call(slot, value);
    }

    /// The events of the calls that returned, oldest first, since the last [`take_events`](Self::take_events).
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.host_state().events()
    }

    /// Takes the events and empties the log.
    pub fn take_events(&mut self) -> Vec<Event> {
        self.host_mut().take_events()
    }

    /// The exported functions, in the module's order.
    #[must_use]
    pub fn exports(&self) -> &[Export] {
        self.module.exports()
    }

    /// What the host keeps for this instance.
    #[must_use]
    pub fn host_state(&self) -> &HostState {
        match &self.home {
            Home::Reused { store, .. } => store.data(),
            Home::Fresh { host } => host,
        }
    }

    fn host_mut(&mut self) -> &mut HostState {
        match &mut self.home {
            Home::Reused { store, .. } => store.data_mut(),
            Home::Fresh { host } => host,
        }
    }

    #[inline]
    fn run(&mut self, name: &str, arguments: &[i64]) -> Result<Outcome, HostError> {
        let (index, export) = self.module.export(name, self.last_export).ok_or_else(|| self.unknown_export(name))?;
        if arguments.len() != export.parameters {
            let (name, expected) = (Untrusted(name).to_string(), export.parameters);
            return Err(HostError::ArgumentCount { name, expected, given: arguments.len() });
        }
        let granted = self.fuel;
        let Some(paid) = granted.checked_sub(self.module.entry_price()).filter(|left| *left > 0) else {
            self.host_mut().begin_call(granted);
            self.fuel = 0;
            return Ok(Outcome::Trapped(Trap::OutOfFuel { granted }));
        };
        let (available, needed_bytes) = (stacker::remaining_stack(), self.module.runtime().call_stack_bytes);
        if let Some(available_bytes) = available.filter(|available| *available < needed_bytes) {
            return Err(HostError::ThreadStack { available_bytes, needed_bytes });
        }
        let stack_height = self.module.runtime().settings.limits.stack_height;
        self.last_export = index;
        let room = arguments.len().max(1); // the result takes the place of the first
        if self.values.len() != room {
            self.values.resize(room, ValRaw::i64(0));
        }
        for (value, argument) in self.values.iter_mut().zip(arguments) {
            *value = ValRaw::i64(*argument);
        }
        let ended = match &mut self.home {
            Home::Reused { store, functions, stack_left } => {
                let function = *functions.get(index).ok_or_else(|| missing_function(name))?;
                store.data_mut().begin_call(granted);
                Entry { function, stack_left: *stack_left, stack_height, granted, paid }.enter(store, &mut self.values)
            }
            Home::Fresh { host } => {
                let (mut store, instance, exports) = self.module.instance()?;
                let export = exports.functions.get(index).ok_or_else(|| missing_function(name))?;
                let function = instance.get_module_export(&mut store, export).and_then(wasmtime::Extern::into_func);
                let function = function.ok_or_else(|| missing_function(name))?;
                let stack_left = counter(&mut store, instance, exports);
                // The state moves into the call's store and back, so that no failure to make a store can lose it.
                std::mem::swap(store.data_mut(), host);
                store.data_mut().begin_call(granted);
                let entry = Entry { function, stack_left, stack_height, granted, paid };
                let ended = entry.enter(&mut store, &mut self.values);
                std::mem::swap(store.data_mut(), host);
                ended
            }
        };
        let (outcome, left) = ended.inspect_err(|_| self.host_mut().undo_call())?;
        if let Outcome::Trapped(_) = outcome {
            self.host_mut().undo_effects();
        }
        let optimised = self.module.runtime().settings.compiler == Compiler::Cranelift;
        self.fuel = if seeded!(OptimiserDependentCost) && !optimised { left.saturating_sub(1) } else { left };
        Ok(outcome)
    }

    #[cold]
    fn unknown_export(&self, name: &str) -> HostError {
        let names: Vec<&str> = self.exports().iter().map(|export| export.name.as_str()).collect();
        let exported =
            if names.is_empty() { "no function".to_owned() } else { Untrusted(&names.join(", ")).to_string() };
        HostError::UnknownExport { name: Untrusted(name).to_string(), exported }
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance").field("fuel", &self.fuel).field("host", self.host_state()).finish_non_exhaustive()
    }
}

#[cold]
fn missing_function(name: &str) -> HostError {
    HostError::Engine { cause: format!("the compiled module lacks its export `{}`", Untrusted(name)) }
}

/// The counter of the logical stack, where the module has one.
fn counter(store: &mut Store<HostState>, instance: wasmtime::Instance, exports: &Exports) -> Option<Global> {
    instance.get_module_export(&mut *store, exports.stack_left.as_ref()?)?.into_global()
}

/// All that is needed to enter the guest.
struct Entry {
    function: Func,
    stack_left: Option<Global>,
    stack_height: u32,
    granted: u64,
    /// What is left of the fuel after the entry price.
    paid: u64,
}

impl Entry {
    /// Runs the guest. Gives the outcome and the fuel left, by rules `FUEL-2` to `FUEL-5`.
    #[inline]
    fn enter(&self, store: &mut Store<HostState>, values: &mut [ValRaw]) -> Result<(Outcome, u64), HostError> {
        let failed = |error: wasmtime::Error| HostError::from_engine(&error);
        let granted = self.granted;
        store.set_fuel(self.paid).map_err(failed)?;
        if let Some(stack_left) = self.stack_left
            && !(seeded!(StackCounterKept) && stack_left.get(&mut *store).i32() != Some(0))
        {
            let left = i32::try_from(self.stack_height).unwrap_or(i32::MAX);
            stack_left.set(&mut *store, Val::I32(left)).map_err(failed)?;
        }
        #[expect(unsafe_code, reason = "one path for any number of arguments (tests/arguments.rs)")]
        // SAFETY: admission allows only exports `(i64*) -> i64`; `run` has checked the number of arguments and made room for
        // the result; the function is of this store.
        let ended = unsafe { self.function.call_unchecked(&mut *store, values) };
        let unspent = store.get_fuel().map_err(failed)?;
        let left = unspent.saturating_sub(store.data().growth_debt());
        match ended {
            Ok(()) if left == 0 && !seeded!(LastUnitReturns) => Ok((Outcome::Trapped(Trap::OutOfFuel { granted }), 0)),
            Ok(()) => Ok((Outcome::Returned(values.first().map_or(0, ValRaw::get_i64)), left)),
            Err(error) => self.trapped(store, error, left),
        }
    }

    #[cold]
    fn trapped(
        &self,
        store: &mut Store<HostState>,
        error: wasmtime::Error,
        left: u64,
    ) -> Result<(Outcome, u64), HostError> {
        let granted = self.granted;
        let trap = trap_of(error, granted)?;
        let trap = if trap == Trap::Unreachable { self.stack_exhausted(store).unwrap_or(trap) } else { trap };
        Ok(match trap.class() {
            TrapClass::GuestHalt => (Outcome::Trapped(trap), if seeded!(FuelKeptAtTraps) { left } else { 0 }),
            TrapClass::GuestAbort if left == 0 => (Outcome::Trapped(Trap::OutOfFuel { granted }), 0),
            TrapClass::GuestAbort | TrapClass::Refusal => (Outcome::Trapped(trap), left),
        })
    }

    /// The counting stops a call by `unreachable` too, but only once nothing is left; the guest's own leaves some.
    fn stack_exhausted(&self, store: &mut Store<HostState>) -> Option<Trap> {
        let left = self.stack_left?.get(&mut *store).i32()?;
        let limit = self.stack_height;
        let over = u32::try_from(left.checked_neg()?).ok().filter(|over| *over > 0)?;
        Some(Trap::StackExhausted { height: limit.saturating_add(over), limit })
    }
}

/// The named trap that an engine's error stands for, or the host's failure.
fn trap_of(error: wasmtime::Error, granted: u64) -> Result<Trap, HostError> {
    let error = match error.downcast::<Trap>() {
        Ok(trap) => return Ok(trap),
        Err(error) => error,
    };
    let error = match error.downcast::<HostError>() {
        Ok(host_error) => return Err(host_error),
        Err(error) => error,
    };
    let Some(code) = error.downcast_ref::<wasmtime::Trap>() else {
        return Err(HostError::from_engine(&error));
    };
    match meaning(*code, granted) {
        Meaning::Guest(trap) => Ok(trap),
        Meaning::Impossible(why) => Err(HostError::Engine { cause: format!("{code}, though {why}") }),
        Meaning::Unknown => Err(HostError::Engine { cause: format!("{code}, a trap this runtime does not know") }),
    }
}
