//! What a case did, as text for a reviewer: in one order, with nothing in it of the machine or the engine.

use std::fmt::{self, Display};

use runtime::{Event, HostError, Instance, Outcome, Receipt, Refusal, Trap, TrapClass, Untrusted};

use crate::names::{HostErrorName, RefusalName};

/// The text: the module, then for each step its settings, its call, how that ended, and only what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    text: String,
    fuel_left_shown: bool,
}

impl Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Transcript {
    pub(crate) fn of_input(bytes: usize) -> Self {
        Self { text: format!("input of {bytes} bytes\n"), fuel_left_shown: false }
    }

    /// The module was refused: there is nothing else to tell.
    pub(crate) fn refused(&mut self, refusal: &Refusal) {
        self.push(format_args!("refused {}: {refusal}", RefusalName::of(refusal)));
    }

    pub(crate) fn module(&mut self, listing: &[String], entry_price: u64) {
        for line in listing {
            self.push(format_args!("{line}"));
        }
        self.push(format_args!("entry price {entry_price}"));
    }

    pub(crate) fn show_fuel_left(&mut self, shown: bool) {
        self.fuel_left_shown = shown;
    }

    pub(crate) fn step(&mut self, number: usize) {
        self.push(format_args!("\nstep {number}"));
    }

    /// A line within a step.
    pub(crate) fn line(&mut self, text: fmt::Arguments<'_>) {
        self.push(format_args!("  {text}"));
    }

    pub(crate) fn taken(&mut self, events: &[Event]) {
        self.line(format_args!("take events: {}", events.len()));
        for event in events {
            self.line(format_args!("  {event}"));
        }
    }

    pub(crate) fn call(&mut self, export: &str, arguments: &[i64]) {
        let arguments: Vec<String> = arguments.iter().map(i64::to_string).collect();
        self.line(format_args!("call {}({})", Untrusted(export), arguments.join(", ")));
    }

    pub(crate) fn host_error(&mut self, error: &HostError) {
        self.line(format_args!("host error {}: {error}", HostErrorName::of(error)));
    }

    /// How a call ended, and what it changed in the instance, which is as the call left it.
    pub(crate) fn receipt(&mut self, receipt: &Receipt, instance: &Instance) {
        match &receipt.outcome {
            Outcome::Returned(value) => self.line(format_args!("returned {value}")),
            Outcome::Trapped(trap) => self.line(format_args!("trap {} ({}): {trap}", trap.name(), class(trap))),
        }
        let left = instance.fuel_remaining();
        if self.fuel_left_shown || left == 0 {
            self.line(format_args!("fuel used {}, {left} left", receipt.fuel_used));
        } else {
            self.line(format_args!("fuel used {}", receipt.fuel_used));
        }
        for (dimension, units) in &receipt.gas_charged {
            let used = instance.gas_used(*dimension);
            match instance.host_state().gas_budgets.get(dimension) {
                Some(budget) => self.line(format_args!("gas {dimension}: +{units} = {used} of {budget}")),
                None => self.line(format_args!("gas {dimension}: +{units} = {used} (unmetered)")),
            }
        }
        for (slot, value) in &receipt.slots_written {
            self.line(format_args!("slot {slot} = {value}"));
        }
        for event in &receipt.events {
            self.line(format_args!("{event}"));
        }
    }

    fn push(&mut self, line: fmt::Arguments<'_>) {
        self.text.push_str(&line.to_string());
        self.text.push('\n');
    }
}

/// As in spec clause `CALL-6`.
fn class(trap: &Trap) -> &'static str {
    match trap.class() {
        TrapClass::GuestHalt => "halt",
        TrapClass::GuestAbort => "abort",
        TrapClass::Refusal => "refusal",
    }
}
