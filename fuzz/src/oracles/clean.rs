//! A call ends by returning or in a named trap, and an admitted module compiles: `CALL-5`, `CALL-6`, `LIMIT-2`.

use runtime::{HostError, Outcome, Trap};

use super::{Judged, Oracle};
use crate::observation::Observation;

const CLEAN: Oracle = Oracle("clean");

/// Judges how a call ended.
///
/// # Errors
///
/// A finding.
pub fn judge(call: &Observation) -> Judged {
    let receipt = match &call.ended {
        Ok(receipt) => receipt,
        Err(error) => return host_error(error),
    };
    let Outcome::Trapped(trap) = &receipt.outcome else { return Ok(()) };
    CLEAN.hold(
        "CALL-6",
        tells_the_truth(trap, call),
        "a trap whose numbers are those of the call",
        format_args!("it was {trap:?}"),
    )
}

/// Judges a failure of the host. Only the operating system's want of memory is no one's fault.
///
/// # Errors
///
/// A finding.
pub fn host_error(error: &HostError) -> Judged {
    let holds = matches!(error, HostError::OutOfMemory { .. });
    CLEAN.hold("CALL-5", holds, "a value or a named trap", format_args!("the host failed: {error}"))
}

/// Whether a trap's numbers can be those of this call.
fn tells_the_truth(trap: &Trap, call: &Observation) -> bool {
    let limits = &call.limits;
    match *trap {
        Trap::OutOfFuel { granted } => granted == call.before.fuel,
        Trap::OutOfGas { dimension, budget, used, amount } => {
            call.before.budgets.get(&dimension) == Some(&budget)
                && call.after.gas_used(dimension) == used
                && u128::from(used) + u128::from(amount) > u128::from(budget)
        }
        Trap::NegativeGas { amount, .. } => amount < 0,
        Trap::GasDimensionLimit { limit, .. } => limit == limits.gas_dimensions,
        Trap::StateSlotLimit { slot, limit } => limit == limits.state_slots && !call.before.slots.contains_key(&slot),
        Trap::EventOutOfRange { offset, length, memory_bytes, .. } => {
            memory_bytes <= limits.memory_bytes && u64::from(offset) + u64::from(length) > memory_bytes
        }
        Trap::EventLimit { limit, .. } => limit == limits.events_per_call,
        Trap::EventBytesLimit { bytes, limit, .. } => limit == limits.event_bytes_per_call && bytes > limit,
        Trap::EventLogLimit { bytes, limit, .. } => limit == limits.event_log_bytes && bytes > limit,
        Trap::StackExhausted { height, limit } => limit == limits.stack_height && height > limit,
        Trap::Unreachable
        | Trap::DivisionByZero
        | Trap::IntegerOverflow
        | Trap::MemoryOutOfBounds
        | Trap::TableOutOfBounds
        | Trap::NullElement
        | Trap::SignatureMismatch => true,
    }
}

#[cfg(test)]
mod tests {
    use runtime::{HostError, Outcome, Trap};

    use crate::oracles::fabricated::{call, finding, trapped};

    #[test]
    fn sees_a_failing_engine_but_not_a_machine_out_of_memory() {
        let mut observation = call();
        observation.ended = Err(HostError::Engine { cause: "any".to_owned() });
        assert_eq!(finding(&observation), Some(("clean", "CALL-5")));
        observation.ended = Err(HostError::OutOfMemory { cause: "any".to_owned() });
        observation.after = observation.before.clone();
        assert_eq!(finding(&observation), None);
    }

    #[test]
    fn sees_traps_that_lie() {
        let lies = [
            Trap::OutOfFuel { granted: 9_999 },
            Trap::OutOfGas { dimension: 0, budget: 101, used: 30, amount: 100 },
            Trap::OutOfGas { dimension: 0, budget: 100, used: 29, amount: 100 },
            Trap::OutOfGas { dimension: 0, budget: 100, used: 30, amount: 70 },
            Trap::OutOfGas { dimension: 5, budget: 100, used: 0, amount: 101 },
            Trap::NegativeGas { dimension: 0, amount: 0 },
            Trap::GasDimensionLimit { dimension: 9, limit: 3 },
            Trap::StateSlotLimit { slot: 1, limit: 6 },
            Trap::EventOutOfRange { id: 0, offset: 1, length: 1, memory_bytes: 2 },
            Trap::EventLimit { id: 0, limit: 0 },
            Trap::EventBytesLimit { id: 0, bytes: 1_000, limit: 1_000 },
            Trap::EventLogLimit { id: 0, bytes: 2_000, limit: 2_000 },
            Trap::StackExhausted { height: 10, limit: 10 },
        ];
        for lie in lies {
            assert_eq!(finding(&trapped(lie.clone())), Some(("clean", "CALL-6")), "{lie:?}");
        }
        let truth = trapped(Trap::OutOfGas { dimension: 0, budget: 100, used: 30, amount: 71 });
        assert_eq!(finding(&truth), None);
        assert!(matches!(truth.ended.unwrap().outcome, Outcome::Trapped(_)));
    }
}
