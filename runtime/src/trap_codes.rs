//! The engine's trap codes against our closed set.

use wasmtime::Trap as Code;

use crate::outcome::Trap;

/// What a trap code of the engine means here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A guest can cause it.
    Guest(Trap),
    /// No admitted module can cause it, and why.
    Impossible(&'static str),
    /// Newer than this table.
    Unknown,
}

/// The table. `wasmtime::Trap` is non-exhaustive; a test walks every code and fails on an `Unknown`.
pub(crate) fn meaning(code: Code, fuel_granted: u64) -> Meaning {
    use Meaning::{Guest, Impossible};
    match code {
        Code::StackOverflow => Impossible("the limit on the logical stack comes first"),
        Code::MemoryOutOfBounds => Guest(Trap::MemoryOutOfBounds),
        Code::TableOutOfBounds => Guest(Trap::TableOutOfBounds),
        Code::IndirectCallToNull => Guest(Trap::NullElement),
        Code::BadSignature => Guest(Trap::SignatureMismatch),
        Code::IntegerOverflow => Guest(Trap::IntegerOverflow),
        Code::IntegerDivisionByZero => Guest(Trap::DivisionByZero),
        Code::UnreachableCodeReached => Guest(Trap::Unreachable),
        Code::OutOfFuel => Guest(Trap::OutOfFuel { granted: fuel_granted }),
        Code::BadConversionToInteger => Impossible("floats are not admitted"),
        Code::HeapMisaligned | Code::AtomicWaitNonSharedMemory => Impossible("atomics are not admitted"),
        Code::NullReference | Code::ArrayOutOfBounds | Code::AllocationTooLarge | Code::CastFailure => {
            Impossible("GC and typed function references are not admitted")
        }
        Code::UnhandledTag | Code::ContinuationAlreadyConsumed | Code::UncaughtException => {
            Impossible("exceptions and stack switching are not admitted")
        }
        Code::Interrupt => Impossible("epochs are not configured"),
        Code::DisabledOpcode => Impossible("no Pulley opcode is disabled"),
        _ => component_model(code),
    }
}

fn component_model(code: Code) -> Meaning {
    match code {
        Code::CannotEnterComponent
        | Code::NoAsyncResult
        | Code::AsyncDeadlock
        | Code::CannotLeaveComponent
        | Code::CannotBlockSyncTask
        | Code::InvalidChar
        | Code::DebugAssertStringEncodingFinished
        | Code::DebugAssertEqualCodeUnits
        | Code::DebugAssertPointerAligned
        | Code::DebugAssertUpperBitsUnset
        | Code::StringOutOfBounds
        | Code::ListOutOfBounds
        | Code::InvalidDiscriminant
        | Code::UnalignedPointer
        | Code::TaskCancelNotCancelled
        | Code::TaskCancelOrReturnTwice
        | Code::SubtaskCancelAfterTerminal
        | Code::TaskReturnInvalid
        | Code::WaitableSetDropHasWaiters
        | Code::SubtaskDropNotResolved
        | Code::ThreadNewIndirectInvalidType
        | Code::ThreadNewIndirectUninitialized
        | Code::BackpressureOverflow
        | Code::UnsupportedCallbackCode
        | Code::CannotResumeThread
        | Code::ConcurrentFutureStreamOp
        | Code::ReferenceCountOverflow
        | Code::StreamOpTooBig
        | Code::WaitableSyncAndAsync => Meaning::Impossible("components are not admitted"),
        _ => Meaning::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use wasmtime::Trap as Code;

    use super::{Meaning, meaning};

    #[test]
    fn every_trap_code_of_the_engine_is_in_the_table() {
        let codes: Vec<Code> = (0..=u8::MAX).filter_map(Code::from_u8).collect();
        let unknown: Vec<_> = codes.iter().filter(|code| meaning(**code, 1) == Meaning::Unknown).collect();
        assert_eq!(unknown, Vec::<&Code>::new(), "say whether a guest can reach these, or why not");
        assert!(codes.len() >= 50, "the walk found only {} codes", codes.len());
    }

    #[test]
    fn no_two_codes_share_a_trap() {
        let mut names = BTreeSet::new();
        for code in (0..=u8::MAX).filter_map(Code::from_u8) {
            if let Meaning::Guest(trap) = meaning(code, 1) {
                assert!(names.insert(trap.name()), "{code:?} has the name of another: {}", trap.name());
            }
        }
        assert_eq!(names.len(), 8);
    }
}
