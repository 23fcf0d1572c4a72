//! Budgets and usage of gas, per dimension (spec clauses `GAS-1` to `GAS-6`).

use crate::host::HostState;
use crate::outcome::Trap;

impl HostState {
    /// Charges a dimension, or refuses and records nothing.
    ///
    /// The order is part of the spec: sign (`GAS-4`), number of dimensions (`LIMIT-3`), budget (`GAS-1`).
    pub(crate) fn charge(&mut self, dimension: u32, amount: i64) -> Result<(), Trap> {
        let amount = if seeded!(NegativeChargeAccepted) { amount.max(0) } else { amount };
        let Ok(amount) = u64::try_from(amount) else {
            return Err(Trap::NegativeGas { dimension, amount });
        };
        let recorded = self.gas.get(dimension);
        let limit = self.limits.gas_dimensions;
        // A charge of nothing leaves no record, so it cannot be one too many.
        if recorded.is_none() && amount > 0 && self.gas.len() >= crate::host::count(limit) {
            return Err(Trap::GasDimensionLimit { dimension, limit });
        }
        let used = recorded.unwrap_or(0);
        let sum = if seeded!(WrappingCounter) { Some(used.wrapping_add(amount)) } else { used.checked_add(amount) };
        if seeded!(ChargeBeforeCheck) {
            self.gas.set(dimension, sum.unwrap_or(u64::MAX));
        }
        let budgeted = if seeded!(DimensionIgnored) { 0 } else { dimension };
        if let Some(&budget) = self.gas_budgets.get(&budgeted)
            && sum.is_none_or(|sum| sum > budget || seeded!(BudgetNeverMet) && sum == budget)
        {
            return Err(Trap::OutOfGas { dimension, budget, used, amount });
        }
        if amount > 0 {
            self.gas.set(dimension, sum.unwrap_or(u64::MAX));
        }
        Ok(())
    }

    /// Units charged to a dimension so far; 0 if it never was.
    #[must_use]
    pub fn gas_used(&self, dimension: u32) -> u64 {
        self.gas.get(dimension).unwrap_or(0)
    }
}
