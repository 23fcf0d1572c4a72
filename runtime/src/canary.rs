//! Bugs that are there on purpose, to see whether the fuzz targets find them. Only in a build with the feature `canary`.
//!
//! One bug at a time, named by the environment variable `METERED_CANARY`; without it such a build behaves like any other.

use std::sync::OnceLock;

/// The variable that names the seeded bug.
const VARIABLE: &str = "METERED_CANARY";

/// A bug that can be seeded. Each breaks one clause of the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// A guest trap keeps what the engine says is left (`FUEL-3`).
    FuelKeptAtTraps,
    /// A call that spent its last unit returns (`FUEL-2`).
    LastUnitReturns,
    /// A call costs one unit more where the optimiser is off (`DET-1`).
    OptimiserDependentCost,
    /// `state_get` costs no fuel (`FUEL-6`).
    FreeHostcall,
    /// Growth after the last hostcall is never paid (`FUEL-8`).
    UnpaidGrowth,
    /// A charge that exactly meets its budget is refused (`GAS-1`).
    BudgetNeverMet,
    /// A refused charge is recorded (`GAS-2`).
    ChargeBeforeCheck,
    /// Every charge is held against the budget of dimension 0 (`GAS-1`, `GAS-3`).
    DimensionIgnored,
    /// A negative amount charges nothing and passes (`GAS-4`).
    NegativeChargeAccepted,
    /// A sum beyond `u64` wraps (`GAS-1`, `GAS-3`).
    WrappingCounter,
    /// The events of a call that trapped stay in the log (`CALL-1`).
    EventsNotUndone,
    /// Linear memory lasts from call to call (`CALL-2`).
    StaleMemory,
    /// A payload is read when the call ends (`EVENT-2`).
    PayloadReadLate,
    /// One slot more than the limit can be in use (`LIMIT-3`).
    SlotLimitOffByOne,
    /// The stack counter is not filled before a call (`STACK-1`).
    StackCounterKept,
    /// A segment past the end of its memory or table is admitted (`MOD-6`).
    SegmentsUnchecked,
    /// Admission panics at a custom section without content (`MOD-1`).
    AdmissionPanics,
}

impl Bug {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::FuelKeptAtTraps,
        Self::LastUnitReturns,
        Self::OptimiserDependentCost,
        Self::FreeHostcall,
        Self::UnpaidGrowth,
        Self::BudgetNeverMet,
        Self::ChargeBeforeCheck,
        Self::DimensionIgnored,
        Self::NegativeChargeAccepted,
        Self::WrappingCounter,
        Self::EventsNotUndone,
        Self::StaleMemory,
        Self::PayloadReadLate,
        Self::SlotLimitOffByOne,
        Self::StackCounterKept,
        Self::SegmentsUnchecked,
        Self::AdmissionPanics,
    ];

    /// Its name, as `METERED_CANARY` takes it.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

/// Whether this process has the bug.
#[expect(clippy::panic, reason = "a misspelt bug would be a fuzzer that finds nothing; no ordinary build has this")]
pub(crate) fn is_seeded(bug: Bug) -> bool {
    static SEEDED: OnceLock<Option<Bug>> = OnceLock::new();
    let seeded = SEEDED.get_or_init(|| {
        let name = std::env::var(VARIABLE).ok()?;
        let bug = Bug::ALL.into_iter().find(|bug| bug.name() == name);
        Some(bug.unwrap_or_else(|| panic!("{VARIABLE}: no bug `{name}`, there are {:?}", Bug::ALL)))
    });
    *seeded == Some(bug)
}
