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
        self.run(export, arguments).map_err(|error| *error)
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
        let outcome = match self.run(export, arguments).map_err(|error| *error) {
            Ok(value) => Outcome::Returned(value),
            Err(CallError::Trap(trap)) => Outcome::Trapped(trap),
            Err(CallError::Host(error)) => return Err(error),
        };
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

    /// Errors are boxed: they are rare and large, and a call that returns must not move one.
    #[expect(clippy::inline_always, reason = "the hot call: a tenth of its time")]
    #[inline(always)]
    fn run(&mut self, name: &str, arguments: &[i64]) -> Result<i64, Box<CallError>> {
        let (index, export) = self.module.export(name, self.last_export).ok_or_else(|| self.unknown_export(name))?;
        if arguments.len() != export.parameters {
            return Err(argument_count(name, export.parameters, arguments.len()).into());
        }
        let granted = self.fuel;
        let Some(paid) = granted.checked_sub(self.module.entry_price()).filter(|left| *left > 0) else {
            self.host_mut().begin_call(granted);
            self.fuel = 0;
            return Err(Box::new(Trap::OutOfFuel { granted }.into()));
        };
        let (available, needed_bytes) = (stacker::remaining_stack(), self.module.runtime().call_stack_bytes);
        if let Some(available_bytes) = available.filter(|available| *available < needed_bytes) {
            return Err(HostError::ThreadStack { available_bytes, needed_bytes }.into());
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
        let entry = Entry { stack_height, granted, paid };
        let ended = match &mut self.home {
            Home::Reused { store, functions, stack_left } => {
                store.data_mut().begin_call(granted);
                match functions.get(index) {
                    Some(function) => entry.enter(*function, *stack_left, store, &mut self.values),
                    None => Err(missing_function(index).into()),
                }
            }
            Home::Fresh { host } => {
                host.begin_call(granted);
                entry.enter_fresh_instance(&self.module, index, host, &mut self.values)
            }
        };
        let optimised = self.module.runtime().settings.compiler == Compiler::Cranelift;
        match ended {
            Ok(left) => {
                self.fuel = if seeded!(OptimiserDependentCost) && !optimised { left.saturating_sub(1) } else { left };
                Ok(self.values.first().map_or(0, ValRaw::get_i64))
            }
            Err(stopped) => Err(Box::new(self.stop(*stopped))),
        }
    }

    /// Takes back what a call that did not return takes back.
    #[cold]
    fn stop(&mut self, stopped: Stopped) -> CallError {
        match stopped {
            Stopped::Trap { trap, left } => {
                self.host_mut().undo_effects();
                self.fuel = left;
                trap.into()
            }
            Stopped::Host(error) => {
                self.host_mut().undo_call();
                error.into()
            }
        }
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

impl From<HostError> for Box<CallError> {
    #[cold]
    fn from(error: HostError) -> Self {
        Self::new(error.into())
    }
}

#[cold]
fn argument_count(name: &str, expected: usize, given: usize) -> HostError {
    HostError::ArgumentCount { name: Untrusted(name).to_string(), expected, given }
}

#[cold]
fn missing_function(index: usize) -> HostError {
    HostError::Engine { cause: format!("the compiled module lacks its export number {index}") }
}

/// The counter of the logical stack, where the module has one.
fn counter(store: &mut Store<HostState>, instance: wasmtime::Instance, exports: &Exports) -> Option<Global> {
    instance.get_module_export(&mut *store, exports.stack_left.as_ref()?)?.into_global()
}

/// What a call is entered with.
struct Entry {
    stack_height: u32,
    granted: u64,
    /// What is left of the fuel after the entry price.
    paid: u64,
}

/// Why a call that was entered did not return.
enum Stopped {
    Trap { trap: Trap, left: u64 },
    Host(HostError),
}

impl From<HostError> for Box<Stopped> {
    #[cold]
    fn from(error: HostError) -> Self {
        Self::new(Stopped::Host(error))
    }
}

impl Entry {
    /// Runs the guest in a store and an instance of its own.
    #[inline(never)]
    fn enter_fresh_instance(
        &self,
        module: &Module,
        index: usize,
        host: &mut HostState,
        values: &mut [ValRaw],
    ) -> Result<u64, Box<Stopped>> {
        let (mut store, instance, exports) = module.instance()?;
        let function = exports.functions.get(index);
        let function = function.and_then(|export| instance.get_module_export(&mut store, export)?.into_func());
        let stack_left = counter(&mut store, instance, exports);
        // The state moves into the call's store and back, so that no failure to make a store can lose it.
        std::mem::swap(store.data_mut(), host);
        let ended = match function {
            Some(function) => self.enter(function, stack_left, &mut store, values),
            None => Err(missing_function(index).into()),
        };
        std::mem::swap(store.data_mut(), host);
        ended
    }

    /// Runs the guest. Gives the fuel left, by rules `FUEL-2` to `FUEL-5`; the result is the first of the values.
    #[expect(clippy::inline_always, reason = "the hot call: a tenth of its time")]
    #[inline(always)]
    fn enter(
        &self,
        function: Func,
        stack_left: Option<Global>,
        store: &mut Store<HostState>,
        values: &mut [ValRaw],
    ) -> Result<u64, Box<Stopped>> {
        let failed = |error: wasmtime::Error| HostError::from_engine(&error);
        store.set_fuel(self.paid).map_err(failed)?;
        if let Some(stack_left) = stack_left
            && !(seeded!(StackCounterKept) && stack_left.get(&mut *store).i32() != Some(0))
        {
            let left = i32::try_from(self.stack_height).unwrap_or(i32::MAX);
            stack_left.set(&mut *store, Val::I32(left)).map_err(failed)?;
        }
        #[expect(unsafe_code, reason = "one path for any number of arguments (tests/arguments.rs)")]
        // SAFETY: admission allows only exports `(i64*) -> i64`; `run` has checked the number of arguments and made room for
        // the result; the function is of this store.
        let ended = unsafe { function.call_unchecked(&mut *store, values) };
        let unspent = store.get_fuel().map_err(failed)?;
        let left = unspent.saturating_sub(store.data().debt());
        match ended {
            Ok(()) if left > 0 || seeded!(LastUnitReturns) => Ok(left),
            Ok(()) => Err(Box::new(self.out_of_fuel())),
            Err(error) => Err(Box::new(self.stopped(store, stack_left, error, left))),
        }
    }

    fn out_of_fuel(&self) -> Stopped {
        Stopped::Trap { trap: Trap::OutOfFuel { granted: self.granted }, left: 0 }
    }

    #[cold]
    fn stopped(
        &self,
        store: &mut Store<HostState>,
        stack_left: Option<Global>,
        error: wasmtime::Error,
        left: u64,
    ) -> Stopped {
        let trap = match trap_of(error, self.granted) {
            Ok(Trap::Unreachable) => self.stack_exhausted(store, stack_left).unwrap_or(Trap::Unreachable),
            Ok(trap) => trap,
            Err(error) => return Stopped::Host(error),
        };
        match trap.class() {
            TrapClass::GuestHalt => Stopped::Trap { trap, left: if seeded!(FuelKeptAtTraps) { left } else { 0 } },
            TrapClass::GuestAbort if left == 0 => self.out_of_fuel(),
            TrapClass::GuestAbort | TrapClass::Refusal => Stopped::Trap { trap, left },
        }
    }

    /// The counting stops a call by `unreachable` too, but only once nothing is left; the guest's own leaves some.
    fn stack_exhausted(&self, store: &mut Store<HostState>, stack_left: Option<Global>) -> Option<Trap> {
        let left = stack_left?.get(&mut *store).i32()?;
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
