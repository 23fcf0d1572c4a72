//! The ABI a second time: a small host on wasmi, written from the spec alone.
//!
//! It shares no host code with `runtime` and no engine, and runs the *original* module, whose stack nobody counts: a rule that
//! is wrong there is not wrong here too. It knows nothing of fuel; wasmi's own only bounds its steps, so that every call ends.
//! What of a call the two must agree on is decided in one place, [`compare`](crate::comparison::compare).

mod account;

mod hostcalls;

mod verdict;

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use runtime::{Event, Limits, Receipt};
use wasmi::errors::HostError;
use wasmi::{Config, Engine, Error, Linker, Module, Store, StoreLimitsBuilder, TrapCode, Val};

use crate::case::Step;
use crate::names::{HostErrorName, TrapName};
use account::{Account, CallAccount};
use hostcalls::Host;

/// A module on wasmi, with its own state, gas and events.
pub struct Reference {
    module: Module,
    linker: Linker<Host>,
    limits: Limits,
    account: Account,
}

/// What the ABI does not allow in a module, in the words of whoever noticed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAllowed(String);

impl From<Error> for NotAllowed {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// What a call did: a receipt without fuel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How it ended.
    pub ending: Ending,
    /// The charges that were not refused, one by one: dimension and amount.
    pub charges: Vec<(u32, u64)>,
    /// By how much each dimension's counter rose.
    pub gas_charged: BTreeMap<u32, u64>,
    /// The slots that were written, with their values now. Empty after a trap.
    pub slots_written: BTreeMap<u32, i64>,
    /// The events that were emitted. Empty after a trap.
    pub events: Vec<Event>,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this value.
    Returned(i64),
    /// It was stopped.
    Trapped(Stop),
    /// It could not be made (`CALL-5`).
    NotMade(HostErrorName),
    /// wasmi gave up: the report says nothing, and the account is as before.
    GaveUp(GaveUp),
}

/// A trap by its name and its message, as the table of clause `CALL-6` has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The name.
    pub name: TrapName,
    /// The message.
    pub message: String,
}

/// Why wasmi gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GaveUp {
    /// After the steps it was given.
    Steps,
    /// At the depth that its own stack has.
    Stack,
    /// The machine has no memory for it.
    Memory,
    /// By a failure of its own.
    Failed,
}

impl Reference {
    /// Loads a module into an instance with empty state, no budgets and no events.
    ///
    /// # Errors
    ///
    /// [`NotAllowed`] says what in it the ABI does not allow. Limits on modules (`LIMIT-1`) and the reserved name (`STACK-4`) are not
    /// judged.
    pub fn load(wasm: &[u8], limits: Limits) -> Result<Self, NotAllowed> {
        let engine = Engine::new(&config());
        let module = Module::new(&engine, wasm)?;
        verdict::judge(wasm, &module)?;
        let mut linker = Linker::new(&engine);
        hostcalls::link(&mut linker)?;
        let reference = Self { module, linker, limits, account: Account::default() };
        // Active segments that do not fit (`MOD-6`) fail here.
        reference.instance()?;
        Ok(reference)
    }

    /// Sets the budget of a dimension.
    pub fn set_gas_budget(&mut self, dimension: u32, units: u64) {
        self.account.budgets.insert(dimension, units);
    }

    /// Leaves a dimension unmetered (`GAS-3`).
    pub fn clear_gas_budget(&mut self, dimension: u32) {
        self.account.budgets.remove(&dimension);
    }

    /// Sets the usage of every dimension to 0.
    pub fn reset_gas(&mut self) {
        self.account.used.clear();
    }

    /// Writes a slot from outside.
    pub fn set_state(&mut self, slot: u32, value: i64) {
        self.account.slots.insert(slot, value);
    }

    /// Takes the events and empties the log.
    pub fn take_events(&mut self) -> Vec<Event> {
        self.account.log_bytes = 0;
        std::mem::take(&mut self.account.log)
    }

    /// What a step does before its call, in the order of the fields of [`Step`].
    pub fn prepare(&mut self, step: &Step) {
        if step.reset_gas {
            self.reset_gas();
        }
        step.clear_budgets.iter().for_each(|dimension| self.clear_gas_budget(*dimension));
        step.budgets.iter().for_each(|(dimension, units)| self.set_gas_budget(*dimension, *units));
        step.state.iter().for_each(|(slot, value)| self.set_state(*slot, *value));
        if step.take_events {
            self.take_events();
        }
    }

    /// Takes a call over as it went elsewhere, without running it: what it charged stays charged, and what it wrote is written.
    pub fn follow(&mut self, receipt: &Receipt) {
        for (dimension, units) in &receipt.gas_charged {
            let used = self.account.used.entry(*dimension).or_default();
            *used = used.saturating_add(*units);
        }
        self.account.slots.extend(&receipt.slots_written);
        for event in &receipt.events {
            self.account.push(event.clone());
        }
    }

    /// Calls an export, and gives up after `steps`, which are about instructions.
    pub fn execute(&mut self, export: &str, arguments: &[i64], steps: u64) -> Report {
        let parameters = match self.module.get_export(export) {
            Some(wasmi::ExternType::Func(ty)) => ty.params().len(),
            _ => return Report::nothing(Ending::NotMade(HostErrorName::UnknownExport)),
        };
        if parameters != arguments.len() {
            return Report::nothing(Ending::NotMade(HostErrorName::ArgumentCount));
        }
        // It could be made when the module was loaded: what else can fail is memory.
        let Ok((mut store, instance)) = self.instance() else {
            return Report::nothing(Ending::GaveUp(GaveUp::Memory));
        };
        store.data_mut().call = CallAccount::begin(std::mem::take(&mut self.account), self.limits);
        let arguments: Vec<Val> = arguments.iter().map(|argument| Val::I64(*argument)).collect();
        let mut result = [Val::I64(0)];
        let ended = store.set_fuel(steps).and_then(|()| {
            let function = instance.get_func(&store, export).ok_or_else(|| Error::new("the export is gone"))?;
            function.call(&mut store, &arguments, &mut result)
        });
        let Host { mut call, .. } = store.into_data();
        let ending = match ended {
            Ok(()) => Ending::Returned(result[0].i64().unwrap_or_default()),
            Err(error) => ending_of(&error),
        };
        match &ending {
            Ending::Returned(_) => {}
            Ending::Trapped(_) => call.undo(),
            Ending::NotMade(_) | Ending::GaveUp(_) => call.cancel(),
        }
        let (gas_charged, events) = (call.charged(), call.emitted().to_vec());
        self.account = call.account;
        Report { ending, charges: call.charges, gas_charged, slots_written: call.written, events }
    }

    /// `CALL-2`: memory, globals and tables as the module declares them.
    fn instance(&self) -> Result<(Store<Host>, wasmi::Instance), Error> {
        let call = CallAccount::begin(Account::default(), self.limits);
        let size = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
        let growth = StoreLimitsBuilder::new()
            .memory_size(size(self.limits.memory_bytes))
            .table_elements(size(self.limits.table_elements.into()))
            .build();
        let mut store = Store::new(self.linker.engine(), Host { call, growth });
        store.limiter(|host| &mut host.growth);
        store.set_fuel(u64::MAX)?;
        let instance = self.linker.instantiate_and_start(&mut store, &self.module)?;
        Ok((store, instance))
    }
}

impl Report {
    fn nothing(ending: Ending) -> Self {
        Self {
            ending,
            charges: Vec::new(),
            gas_charged: BTreeMap::new(),
            slots_written: BTreeMap::new(),
            events: Vec::new(),
        }
    }
}

impl Stop {
    fn new(name: TrapName, message: impl Into<String>) -> Self {
        Self { name, message: message.into() }
    }
}

impl Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}

impl HostError for Stop {}

/// `MOD-2`, `MOD-5`, and a stack that no counted module comes to the end of.
fn config() -> Config {
    let mut config = Config::default();
    config
        .floats(false)
        .wasm_saturating_float_to_int(false)
        .wasm_multi_memory(false)
        .wasm_tail_call(false)
        .wasm_extended_const(false)
        .wasm_custom_page_sizes(false)
        .wasm_wide_arithmetic(false)
        .allow_start_fn(false)
        .consume_fuel(true)
        .set_max_recursion_depth(100_000)
        .set_max_stack_height(64 << 20);
    config
}

/// `CALL-6` from the traps of WebAssembly.
fn ending_of(error: &Error) -> Ending {
    if let Some(stop) = error.downcast_ref::<Stop>() {
        return Ending::Trapped(stop.clone());
    }
    let (name, message) = match error.as_trap_code() {
        Some(TrapCode::UnreachableCodeReached) => (TrapName::Unreachable, "unreachable: the module stopped itself"),
        Some(TrapCode::MemoryOutOfBounds) => (TrapName::MemoryOutOfBounds, "memory access out of bounds"),
        Some(TrapCode::TableOutOfBounds) => (TrapName::TableOutOfBounds, "table access out of bounds"),
        Some(TrapCode::IndirectCallToNull) => (TrapName::NullElement, "indirect call to a null element"),
        Some(TrapCode::IntegerDivisionByZero) => (TrapName::DivisionByZero, "division by zero"),
        Some(TrapCode::IntegerOverflow) => (TrapName::IntegerOverflow, "integer overflow: the quotient does not fit"),
        Some(TrapCode::BadSignature) => (TrapName::SignatureMismatch, "indirect call to a function of another type"),
        Some(TrapCode::OutOfFuel) => return Ending::GaveUp(GaveUp::Steps),
        Some(TrapCode::StackOverflow) => return Ending::GaveUp(GaveUp::Stack),
        Some(TrapCode::OutOfSystemMemory) => return Ending::GaveUp(GaveUp::Memory),
        Some(TrapCode::BadConversionToInteger | TrapCode::GrowthOperationLimited) | None => {
            return Ending::GaveUp(GaveUp::Failed);
        }
    };
    Ending::Trapped(Stop::new(name, message))
}
