//! The one place that says what of a call the runtime and the [`Reference`] must agree on.
//!
//! Everything but fuel, wherever the reference can know it: the outcome with its message, gas, slots, events. What it cannot
//! know is a typed [`NotComparable`], with its reason.

use std::fmt::Debug;

use runtime::{HostError, Outcome, Receipt, Trap, TrapClass};
use thiserror::Error;

use crate::names::{HostErrorName, RefusalName, TrapName};
use crate::reference::{Ending, GaveUp, Reference, Report, Stop};

/// What came of comparing, where nothing differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Both say the same.
    Agrees,
    /// They need not.
    NotComparable(NotComparable),
}

/// Why the two need not agree. Its text completes "not comparable: ".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum NotComparable {
    /// The call ended for want of fuel.
    #[error("an engine without fuel runs on where fuel ends")]
    OutOfFuel,
    /// The call ended at the limit of the logical stack.
    #[error("the stack of the original module is not counted")]
    StackExhausted,
    /// The host could not make the call.
    #[error("the host failed, which is not the module's doing")]
    HostFailed,
    /// The call takes more steps than the reference is given.
    #[error("the call is too long for an interpreter")]
    TooLong,
    /// wasmi nests less deeply.
    #[error("wasmi's own stack ended first")]
    ReferenceStack,
    /// wasmi got no memory.
    #[error("the machine had no memory for the reference")]
    ReferenceMemory,
    /// The module is refused by a limit.
    #[error("limits on modules are for what is compiled")]
    ModuleLimit,
    /// One engine stops a call for having overspent, another at the trap that the call comes to before the engine looks (`FUEL-10`).
    #[error("after overspending the name of a halt is advisory")]
    NameAfterOverspending,
    /// The module is refused for a name.
    #[error("the name is reserved for counting")]
    ReservedName,
}

/// The two must agree on something, and do not.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{what}: the runtime says {runtime}, the reference {reference}")]
pub struct Difference {
    /// On what.
    pub what: &'static str,
    /// What the runtime says.
    pub runtime: String,
    /// What the reference says.
    pub reference: String,
}

/// Whether an engine without fuel, on the original module, must end a call as the runtime did.
#[must_use]
pub fn not_comparable(ended: &Result<Receipt, HostError>) -> Option<NotComparable> {
    match ended {
        Ok(Receipt { outcome: Outcome::Trapped(Trap::OutOfFuel { .. }), .. }) => Some(NotComparable::OutOfFuel),
        Ok(Receipt { outcome: Outcome::Trapped(Trap::StackExhausted { .. }), .. }) => {
            Some(NotComparable::StackExhausted)
        }
        // No check of fuel comes between an instruction and its trap, and a hostcall that could not be paid is out of fuel.
        Ok(_) | Err(HostError::UnknownExport { .. } | HostError::ArgumentCount { .. }) => None,
        Err(_) => Some(NotComparable::HostFailed),
    }
}

/// Whether two engines that count the same fuel, or an engine and a prediction of it, may end a call under different names.
#[must_use]
pub fn names_not_comparable(one: &Outcome, other: &Outcome) -> Option<NotComparable> {
    let halt = |outcome: &Outcome| match outcome {
        Outcome::Trapped(trap) if trap.class() == TrapClass::GuestHalt => Some(matches!(trap, Trap::OutOfFuel { .. })),
        _ => None,
    };
    let (one, other) = (halt(one)?, halt(other)?);
    (one != other).then_some(NotComparable::NameAfterOverspending)
}

/// Whether the reference must refuse a module that the runtime refused for this reason.
#[must_use]
pub fn refusal_not_comparable(reason: RefusalName) -> Option<NotComparable> {
    match reason {
        RefusalName::Limit => Some(NotComparable::ModuleLimit),
        RefusalName::ReservedName => Some(NotComparable::ReservedName),
        _ => None,
    }
}

/// Makes a call on the reference that the runtime has made, and compares. The reference must be in the state that the instance
/// was in, and is afterwards in the state that it is in.
///
/// # Errors
///
/// [`Difference`] where they must agree and do not.
pub fn compare(
    reference: &mut Reference,
    export: &str,
    arguments: &[i64],
    ended: &Result<Receipt, HostError>,
) -> Result<Comparison, Difference> {
    let answered = not_comparable(ended).map_or_else(
        || {
            let report = reference.execute(export, arguments, STEPS);
            excuse_of(&report.ending, ended).map_or(Ok(report), Err)
        },
        Err,
    );
    match answered {
        Ok(report) => agree(&report, ended).map(|()| Comparison::Agrees),
        Err(excuse) => {
            if let Ok(receipt) = ended {
                reference.follow(receipt);
            }
            Ok(Comparison::NotComparable(excuse))
        }
    }
}

/// Steps that the reference is given: seconds of an interpreter that is not optimised.
const STEPS: u64 = 8_000_000;
/// More steps than one unit of fuel can buy: an instruction that carries as many values as a block may have.
const STEPS_PER_FUEL: u64 = 32;

fn excuse_of(ending: &Ending, ended: &Result<Receipt, HostError>) -> Option<NotComparable> {
    let fuel_used = ended.as_ref().map_or(0, |receipt| receipt.fuel_used);
    match ending {
        // What the runtime ended soon must end soon here.
        Ending::GaveUp(GaveUp::Steps) if fuel_used.saturating_mul(STEPS_PER_FUEL) >= STEPS => {
            Some(NotComparable::TooLong)
        }
        Ending::GaveUp(GaveUp::Stack) => Some(NotComparable::ReferenceStack),
        Ending::GaveUp(GaveUp::Memory) => Some(NotComparable::ReferenceMemory),
        _ => None,
    }
}

fn agree(report: &Report, ended: &Result<Receipt, HostError>) -> Result<(), Difference> {
    let ending = match ended {
        Ok(Receipt { outcome: Outcome::Returned(value), .. }) => Ending::Returned(*value),
        Ok(Receipt { outcome: Outcome::Trapped(trap), .. }) => {
            Ending::Trapped(Stop { name: TrapName::of(trap), message: trap.to_string() })
        }
        Err(error) => Ending::NotMade(HostErrorName::of(error)),
    };
    same("how the call ended", &ending, &report.ending)?;
    if let Ok(receipt) = ended {
        same("the gas it charged", &receipt.gas_charged, &report.gas_charged)?;
        same("the slots it wrote", &receipt.slots_written, &report.slots_written)?;
        same("the events it emitted", &receipt.events, &report.events)?;
    }
    Ok(())
}

fn same<T: PartialEq + Debug>(what: &'static str, runtime: &T, reference: &T) -> Result<(), Difference> {
    if runtime == reference {
        return Ok(());
    }
    Err(Difference { what, runtime: format!("{runtime:?}"), reference: format!("{reference:?}") })
}
