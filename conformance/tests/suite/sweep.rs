//! Every call of every case again, with less fuel and lower budgets: only out of fuel or out of gas may follow, at exactly the
//! point that the receipt and the reference predict (spec clauses `FUEL-2`, `FUEL-10`, `GAS-1`, `GAS-2`).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use conformance::comparison::not_comparable;
use conformance::reference::Reference;
use conformance::{Call, Case, Performance, Plan, Step};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use runtime::{Instance, Module, Outcome, Receipt, Runtime, Trap, TrapClass};

/// Sweeps the calls of a case that was performed on the runtime.
pub fn sweep(case: &Case, performance: &Performance, runtime: &Runtime) -> Result<()> {
    let (Plan::Steps(steps), Some(module)) = (&case.plan, &performance.module) else { return Ok(()) };
    let mut reference = Reference::load(&case.assemble()?, case.limits)?;
    let mut receipts = performance.calls.iter();
    for (index, step) in steps.iter().enumerate() {
        reference.prepare(step);
        let Some((call, ended)) = step.call.as_ref().zip(receipts.next()) else { continue };
        let Ok(receipt) = ended else { continue };
        if not_comparable(ended).is_some() {
            reference.follow(receipt);
            continue; // ended by fuel or stack: there is nothing to cut
        }
        let charges = reference.execute(&call.export, &call.arguments, u64::MAX).charges;
        let mut again =
            Again { runtime, module, before: &steps[..index], step, call, receipt, charges, used: BTreeMap::new() };
        again.sweep().with_context(|| format!("{}:{}: call {}", case.path, step.line, call.export))?;
    }
    Ok(())
}

/// A call that can be made again from the same start.
struct Again<'a> {
    runtime: &'a Runtime,
    module: &'a Module,
    before: &'a [Step],
    step: &'a Step,
    call: &'a Call,
    receipt: &'a Receipt,
    /// Dimension and amount, one by one.
    charges: Vec<(u32, u64)>,
    /// What the dimensions had used before.
    used: BTreeMap<u32, u64>,
}

impl Again<'_> {
    fn sweep(&mut self) -> Result<()> {
        let start = self.ready()?;
        self.used = self.charges.iter().map(|(dimension, _)| (*dimension, start.gas_used(*dimension))).collect();
        self.a_call_with_less_fuel_than_it_costs_is_out_of_fuel()?;
        self.a_call_with_a_lower_budget_is_out_of_gas_at_the_charge_that_passes_it()
    }

    fn a_call_with_less_fuel_than_it_costs_is_out_of_fuel(&self) -> Result<()> {
        let granted = self.ready()?.fuel_remaining();
        let is_halt = matches!(&self.receipt.outcome, Outcome::Trapped(trap) if trap.class() == TrapClass::GuestHalt);
        // What a halt costs is not known: all was forfeit.
        let cost = if is_halt { granted } else { self.receipt.fuel_used };
        let mut fuels = BTreeSet::from([0, 1, cost - 1, cost]);
        fuels.extend(some(0..cost)?);
        if !is_halt {
            fuels.insert(cost + 1);
        }
        for fuel in fuels {
            let mut instance = self.ready()?;
            instance.set_fuel(fuel)?;
            let receipt = instance.execute(&self.call.export, &self.call.arguments)?;
            if fuel > cost {
                ensure!(receipt == *self.receipt, "with {fuel} units, one more than it costs: {receipt}");
                continue;
            }
            let same_halt = is_halt && receipt.outcome == self.receipt.outcome;
            let out_of_fuel = receipt.outcome == Outcome::Trapped(Trap::OutOfFuel { granted: fuel });
            ensure!(same_halt || out_of_fuel, "with {fuel} units of {cost}: {receipt}");
            ensure!(receipt.fuel_used == fuel, "with {fuel} units it keeps some: {receipt}");
            ensure!(receipt.slots_written.is_empty() && receipt.events.is_empty(), "with {fuel} units: {receipt}");
            ensure!(
                self.are_first_charges(&receipt.gas_charged),
                "with {fuel} units, other charges than the first ones: {receipt}"
            );
        }
        Ok(())
    }

    fn a_call_with_a_lower_budget_is_out_of_gas_at_the_charge_that_passes_it(&self) -> Result<()> {
        if !matches!(self.receipt.outcome, Outcome::Returned(_)) {
            return Ok(());
        }
        for (dimension, budget) in self.cuts()? {
            let mut instance = self.ready()?;
            instance.set_gas_budget(dimension, budget);
            let receipt = instance.execute(&self.call.export, &self.call.arguments)?;
            let Some((count, used, amount)) = self.first_refused(dimension, budget) else {
                ensure!(
                    receipt == *self.receipt,
                    "with a budget of {budget} for {dimension}, which is enough: {receipt}"
                );
                continue;
            };
            let trap = Trap::OutOfGas { dimension, budget, used, amount };
            ensure!(receipt.outcome == Outcome::Trapped(trap), "with a budget of {budget} for {dimension}: {receipt}");
            ensure!(receipt.gas_charged == self.rise(count), "with a budget of {budget} for {dimension}: {receipt}");
            ensure!(receipt.slots_written.is_empty() && receipt.events.is_empty(), "not undone: {receipt}");
            ensure!(receipt.fuel_used < self.receipt.fuel_used, "it went on to the end: {receipt}");
        }
        Ok(())
    }

    /// For each dimension, budgets at its charge points, one below and one above.
    fn cuts(&self) -> Result<BTreeSet<(u32, u64)>> {
        let mut sums = self.used.clone();
        let mut points = Vec::new();
        for (dimension, amount) in &self.charges {
            let sum = sums.entry(*dimension).or_default();
            *sum = sum.saturating_add(*amount);
            points.push((*dimension, *sum));
        }
        if points.len() > EVERY_POINT {
            let chosen = some(0..points.len() as u64)?;
            points = chosen.into_iter().filter_map(|index| points.get(usize::try_from(index).ok()?).copied()).collect();
        }
        let around = |(dimension, sum): (u32, u64)| {
            [sum.checked_sub(1), Some(sum), sum.checked_add(1)].into_iter().flatten().map(move |sum| (dimension, sum))
        };
        Ok(points.into_iter().flat_map(around).collect())
    }

    /// The first charge that passes a budget: how many came before it, what they had used, and its amount.
    fn first_refused(&self, dimension: u32, budget: u64) -> Option<(usize, u64, u64)> {
        let mut used = self.used[&dimension];
        for (index, (_, amount)) in self.charges.iter().enumerate().filter(|(_, charge)| charge.0 == dimension) {
            match used.checked_add(*amount) {
                Some(sum) if sum <= budget => used = sum,
                _ => return Some((index, used, *amount)),
            }
        }
        None
    }

    fn are_first_charges(&self, charged: &BTreeMap<u32, u64>) -> bool {
        let mut sums = self.used.clone();
        let mut left: u128 = charged.values().map(|units| u128::from(*units)).sum();
        for (count, (dimension, amount)) in self.charges.iter().enumerate() {
            // The whole maps need a look only where their sums agree.
            if left == 0 && self.rise(count) == *charged {
                return true;
            }
            let sum = sums.entry(*dimension).or_default();
            let rise = sum.saturating_add(*amount) - *sum;
            *sum += rise;
            match left.checked_sub(rise.into()) {
                Some(rest) => left = rest,
                None => return false,
            }
        }
        left == 0 && self.rise(self.charges.len()) == *charged
    }

    /// By how much the first charges raise each counter, which stops at the end of its range.
    fn rise(&self, count: usize) -> BTreeMap<u32, u64> {
        let mut sums = self.used.clone();
        for (dimension, amount) in &self.charges[..count] {
            let sum = sums.entry(*dimension).or_default();
            *sum = sum.saturating_add(*amount);
        }
        let rise = sums.into_iter().map(|(dimension, sum)| (dimension, sum - self.used[&dimension]));
        rise.filter(|(_, units)| *units > 0).collect()
    }

    /// An instance as it was before the call.
    fn ready(&self) -> Result<Instance> {
        let mut instance = self.runtime.instantiate(self.module)?;
        for step in self.before {
            prepare(&mut instance, step)?;
            if let Some(call) = &step.call {
                // It may be one that cannot be made.
                let _ = instance.execute(&call.export, &call.arguments);
            }
        }
        prepare(&mut instance, self.step)?;
        Ok(instance)
    }
}

/// More charge points than this are sampled.
const EVERY_POINT: usize = 8;

fn prepare(instance: &mut Instance, step: &Step) -> Result<()> {
    if let Some(units) = step.fuel {
        instance.set_fuel(units)?;
    }
    if step.reset_gas {
        instance.reset_gas();
    }
    step.clear_budgets.iter().for_each(|dimension| instance.clear_gas_budget(*dimension));
    step.budgets.iter().for_each(|(dimension, units)| instance.set_gas_budget(*dimension, *units));
    step.state.iter().for_each(|(slot, value)| instance.set_state(*slot, *value));
    if step.take_events {
        instance.take_events();
    }
    Ok(())
}

/// A few numbers of a range, the same at every run.
fn some(range: std::ops::Range<u64>) -> Result<Vec<u64>> {
    let mut runner =
        TestRunner::new(Config { rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..Config::default() });
    let numbers = prop::collection::vec(range, 3).new_tree(&mut runner).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(numbers.current())
}
