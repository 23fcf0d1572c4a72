//! The model: an interpreter of the ABI written from `spec/abi/wasm.md`, without an engine and without the runtime's code.
//!
//! It reads a module's binary, so it judges carried modules and those of every generator alike, and it predicts a receipt whole:
//! outcome, fuel, gas, state and events. Prices are written down here again, as the spec has them, so that a wrong one is seen.

mod crowded;
mod function;
mod host;
mod machine;
mod memory;
mod meter;
mod module;
mod numeric;
mod table;
mod weight;

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::sync::Arc;

use conformance::comparison::names_not_comparable;
use runtime::{DEFAULT_FUEL, Event, Limits, Outcome, Receipt, Trap};

use host::Host;
use machine::Machine;
use meter::Meter;
use module::Module;

pub use module::Unmodelled;

/// A module with its state, gas, events and fuel, as the spec has them. Cheap to clone before its first call.
#[derive(Debug, Clone)]
pub struct Model<'w> {
    module: Arc<Module<'w>>,
    host: Host,
    fuel: u64,
}

/// What a call will have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// The receipt.
    pub receipt: Receipt,
    /// A trap whose name is as good as that of the receipt, where the call has overspent (`FUEL-10`).
    pub or_else: Option<Trap>,
}

impl Prediction {
    /// Whether this receipt is the predicted one.
    #[must_use]
    pub fn allows(&self, receipt: &Receipt) -> bool {
        *receipt == self.receipt
            || self.or_else.clone().is_some_and(|trap| {
                let outcome = Outcome::Trapped(trap);
                names_not_comparable(&self.receipt.outcome, &outcome).is_some()
                    && *receipt == Receipt { outcome, ..self.receipt.clone() }
            })
    }
}

impl Display for Prediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.receipt.fmt(f)?;
        self.or_else.as_ref().map_or(Ok(()), |trap| write!(f, "or else {}", trap.name()))
    }
}

impl<'w> Model<'w> {
    /// Reads an admitted module.
    ///
    /// # Errors
    ///
    /// [`Unmodelled`] where the module has what the ABI does not allow.
    pub fn new(wasm: &'w [u8], limits: Limits) -> Result<Self, Unmodelled> {
        let module = Module::read(wasm, &limits)?;
        Ok(Self { module: Arc::new(module), host: Host::new(limits), fuel: DEFAULT_FUEL })
    }

    /// `FUEL-1`.
    pub fn set_fuel(&mut self, units: u64) {
        self.fuel = units;
    }

    /// `GAS-1`.
    pub fn set_gas_budget(&mut self, dimension: u32, units: u64) {
        self.host.budgets.insert(dimension, units);
    }

    /// `GAS-3`.
    pub fn clear_gas_budget(&mut self, dimension: u32) {
        self.host.budgets.remove(&dimension);
    }

    /// Fuel that is left.
    #[must_use]
    pub fn fuel(&self) -> u64 {
        self.fuel
    }

    /// Units of gas charged to each dimension.
    #[must_use]
    pub fn gas(&self) -> &BTreeMap<u32, u64> {
        &self.host.gas
    }

    /// Every slot that was ever written.
    #[must_use]
    pub fn slots(&self) -> &BTreeMap<u32, i64> {
        &self.host.slots
    }

    /// The log of events.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.host.events
    }

    /// Calls an exported function by its place among them; nothing if there is none there.
    pub fn call(&mut self, export: usize, arguments: &[i64]) -> Option<Prediction> {
        let function = *self.module.exports.get(export)?;
        let granted = self.fuel;
        let before = self.host.clone();
        self.host.begin_call();
        let mut or_else = None;
        // `FUEL-7`: the entry price is a charge like any other, and leaves something or nothing is done.
        let (outcome, left) = match granted.checked_sub(self.module.entry_price).filter(|left| *left > 0) {
            None => (Outcome::Trapped(Trap::OutOfFuel { granted }), 0),
            Some(paid) => {
                let mut machine = Machine::new(&self.module, &mut self.host, Meter::new(granted, paid));
                let ended = machine.run(function, arguments);
                let (outcome, left, name) = machine.meter.settle(ended);
                or_else = name;
                (outcome, left)
            }
        };
        // `CALL-1`, `GAS-2`: what a trap takes back is everything but gas.
        if let Outcome::Trapped(_) = &outcome {
            let gas = std::mem::take(&mut self.host.gas);
            self.host = before.clone();
            self.host.gas = gas;
        }
        self.fuel = left;
        Some(Prediction { receipt: self.host.receipt(&before, outcome, granted - left), or_else })
    }
}
