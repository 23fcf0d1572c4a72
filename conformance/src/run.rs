//! Performs a case on one engine: load, step by step, every promise checked.

use std::collections::BTreeMap;

use runtime::{Compiler, Event, HostError, Instance, LoadError, Module, Outcome, Receipt, Runtime, RuntimeBuilder};

use crate::case::{Call, Case, Expect, Plan, Promise, Step};
use crate::listing;
use crate::names::{HostErrorName, RefusalName, TrapName};
use crate::run_error::{BrokenPromise, RunError};
use crate::transcript::Transcript;

/// A case as it went on the runtime.
#[derive(Debug)]
pub struct Performance {
    /// For a reader.
    pub transcript: Transcript,
    /// The module, if it was loaded.
    pub module: Option<Module>,
    /// Each call, in order.
    pub calls: Vec<Result<Receipt, HostError>>,
}

/// Performs a case, and says what happened.
///
/// # Errors
///
/// [`RunError`] where the case cannot be performed, or a promise in it is broken.
pub fn run(case: &Case, engine: Compiler) -> Result<Transcript, RunError> {
    run_on(case, Runtime::builder().compiler(engine))
}

/// The same on a runtime of other settings; the limits are the case's.
///
/// # Errors
///
/// As [`run`].
pub fn run_on(case: &Case, settings: RuntimeBuilder) -> Result<Transcript, RunError> {
    let runtime = settings.limits(case.limits).build();
    let runtime = runtime.map_err(|source| RunError::Host { path: case.path.clone(), source })?;
    perform(case, &runtime).map(|performance| performance.transcript)
}

/// The same on a runtime that is already there, with the limits of the case; also keeps the receipts.
///
/// # Errors
///
/// As [`run`].
pub fn perform(case: &Case, runtime: &Runtime) -> Result<Performance, RunError> {
    let path = || case.path.clone();
    let wasm = case.assemble().map_err(|source| RunError::Assemble { path: path(), source })?;
    let host = |source| RunError::Host { path: path(), source };
    let mut transcript = Transcript::of_input(wasm.len());
    let (mut loaded, mut calls) = (None, Vec::new());
    match (runtime.compile(&wasm), &case.plan) {
        (Err(LoadError::Host(source)), _) => return Err(host(source)),
        (Err(LoadError::Refused(source)), Plan::Steps(_)) => return Err(RunError::Refused { path: path(), source }),
        (Ok(_), Plan::Refused { reason, .. }) => {
            return Err(RunError::Loaded { path: path(), promised: *reason });
        }
        (Err(LoadError::Refused(source)), Plan::Refused { reason, message }) => {
            let (promised, actual) = (*reason, RefusalName::of(&source));
            if actual != promised || message.as_ref().is_some_and(|message| *message != source.to_string()) {
                let message = message.clone();
                return Err(RunError::RefusedOtherwise { path: path(), promised, message, actual, source });
            }
            transcript.refused(&source);
        }
        (Ok(module), Plan::Steps(steps)) => {
            transcript.module(&listing::of(&wasm, module.exports()), module.entry_price());
            let mut instance = runtime.instantiate(&module).map_err(host)?;
            // What is left of the default is a number that no reader can check: shown only in a case about fuel.
            transcript.show_fuel_left(steps.iter().any(|step| step.fuel.is_some()));
            for (number, step) in (1..).zip(steps) {
                let stage = Stage { case, number, step, instance: &mut instance, transcript: &mut transcript };
                calls.extend(stage.perform()?);
            }
            loaded = Some(module);
        }
    }
    Ok(Performance { transcript, module: loaded, calls })
}

/// One step on its way.
struct Stage<'a> {
    case: &'a Case,
    number: usize,
    step: &'a Step,
    instance: &'a mut Instance,
    transcript: &'a mut Transcript,
}

impl Stage<'_> {
    fn perform(mut self) -> Result<Option<Result<Receipt, HostError>>, RunError> {
        self.transcript.step(self.number);
        self.settings()?;
        self.step.call.as_ref().map(|call| self.call(call)).transpose()
    }

    /// In the order of the fields of [`Step`].
    fn settings(&mut self) -> Result<(), RunError> {
        let (step, instance) = (self.step, &mut *self.instance);
        if let Some(units) = step.fuel {
            instance.set_fuel(units).map_err(|source| RunError::Host { path: self.case.path.clone(), source })?;
            self.transcript.line(format_args!("set fuel to {units}"));
        }
        if step.reset_gas {
            instance.reset_gas();
            self.transcript.line(format_args!("reset gas"));
        }
        for dimension in &step.clear_budgets {
            instance.clear_gas_budget(*dimension);
            self.transcript.line(format_args!("clear budget of gas {dimension}"));
        }
        for (dimension, units) in &step.budgets {
            instance.set_gas_budget(*dimension, *units);
            self.transcript.line(format_args!("set budget of gas {dimension} to {units}"));
        }
        for (slot, value) in &step.state {
            instance.set_state(*slot, *value);
            self.transcript.line(format_args!("set slot {slot} to {value}"));
        }
        if step.take_events {
            self.transcript.taken(&instance.take_events());
        }
        Ok(())
    }

    fn call(&mut self, call: &Call) -> Result<Result<Receipt, HostError>, RunError> {
        self.transcript.call(&call.export, &call.arguments);
        let before = Kept::by(self.instance);
        let result = self.instance.execute(&call.export, &call.arguments);
        let actual = actual(&result);
        match &result {
            Ok(receipt) => {
                self.transcript.receipt(receipt, self.instance);
                self.receipt_adds_up(call, &before, receipt)?;
            }
            Err(error) => {
                self.transcript.host_error(error);
                if Kept::by(self.instance) != before {
                    return Err(self.account(call, "a call that was not made changed fuel, slots or events"));
                }
            }
        }
        self.keeps(call, actual)?;
        Ok(result)
    }

    fn keeps(&self, call: &Call, actual: Expect) -> Result<(), RunError> {
        let promised = &call.expect;
        let same_message = promised.message.is_none() || promised.message == actual.message;
        if promised.promise == actual.promise && same_message {
            return Ok(());
        }
        Err(RunError::BrokenPromise(Box::new(BrokenPromise {
            path: self.case.path.clone(),
            line: self.step.line,
            step: self.number,
            export: call.export.clone(),
            promised: promised.clone(),
            actual,
            transcript: self.transcript.clone(),
        })))
    }

    /// The transcript is written from the receipt: it must be what the instance went through.
    fn receipt_adds_up(&self, call: &Call, before: &Kept, receipt: &Receipt) -> Result<(), RunError> {
        let after = Kept::by(self.instance);
        if before.fuel.checked_sub(receipt.fuel_used) != Some(after.fuel) {
            return Err(self.account(call, "the fuel used is not the fuel that is gone"));
        }
        if after.events != [&before.events[..], &receipt.events].concat() {
            return Err(self.account(call, "the log has not grown by the events of the receipt"));
        }
        let mut slots = before.slots.clone();
        slots.extend(&receipt.slots_written);
        if after.slots != slots {
            return Err(self.account(call, "the state has not changed by the slots of the receipt"));
        }
        Ok(())
    }

    fn account(&self, call: &Call, what: &str) -> RunError {
        RunError::Account {
            path: self.case.path.clone(),
            line: self.step.line,
            step: self.number,
            export: call.export.clone(),
            what: what.to_owned(),
        }
    }
}

fn actual(result: &Result<Receipt, HostError>) -> Expect {
    match result {
        Ok(Receipt { outcome: Outcome::Returned(value), .. }) => {
            Expect { promise: Promise::Returned(*value), message: None }
        }
        Ok(Receipt { outcome: Outcome::Trapped(trap), .. }) => {
            Expect { promise: Promise::Trap(TrapName::of(trap)), message: Some(trap.to_string()) }
        }
        Err(error) => {
            Expect { promise: Promise::HostError(HostErrorName::of(error)), message: Some(error.to_string()) }
        }
    }
}

/// What lasts from call to call.
#[derive(PartialEq, Eq)]
struct Kept {
    fuel: u64,
    slots: BTreeMap<u32, i64>,
    events: Vec<Event>,
}

impl Kept {
    fn by(instance: &Instance) -> Self {
        Self { fuel: instance.fuel_remaining(), slots: instance.slots().collect(), events: instance.events().to_vec() }
    }
}
