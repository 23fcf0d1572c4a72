//! How a call ends: the closed set of outcomes, and the receipt that says what a call did.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a call was stopped. Closed: whatever a guest does, it returns or ends in one of these (spec clause `CALL-6`).
///
/// [`to_string`](ToString::to_string) is the message, part of the spec to the letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trap {
    /// The call cost as much fuel as it was given, or more (`FUEL-2`).
    #[error("out of fuel: {granted} units are not enough")]
    OutOfFuel {
        /// Fuel the call started with.
        granted: u64,
    },
    /// A charge would pass the dimension's budget (`GAS-1`).
    #[error("out of gas: dimension {dimension} budget {budget} exceeded ({} > {budget})", u128::from(*.used) + u128::from(*.amount))]
    OutOfGas {
        /// Dimension charged.
        dimension: u32,
        /// Its budget, in units of gas.
        budget: u64,
        /// Units charged before.
        used: u64,
        /// Units of the refused charge.
        amount: u64,
    },
    /// `gas_consume` with an amount below zero (`GAS-4`).
    #[error("negative gas: dimension {dimension} cannot be charged {amount}")]
    NegativeGas {
        /// Dimension charged.
        dimension: u32,
        /// The amount asked for.
        amount: i64,
    },
    /// `gas_consume` on one dimension more than the host keeps (`LIMIT-3`).
    #[error("too many gas dimensions: dimension {dimension} would be number {}, the limit is {limit}", u64::from(*.limit) + 1)]
    GasDimensionLimit {
        /// Dimension charged.
        dimension: u32,
        /// Dimensions the host keeps.
        limit: u32,
    },
    /// `state_set` on one slot more than the host keeps (`LIMIT-3`).
    #[error("too many state slots: slot {slot} would be number {}, the limit is {limit}", u64::from(*.limit) + 1)]
    StateSlotLimit {
        /// Slot written.
        slot: u32,
        /// Slots the host keeps.
        limit: u32,
    },
    /// `event_emit` of bytes that are not in memory (`EVENT-3`).
    #[error("event out of range: event {id} takes {length} bytes at {offset}, memory has {memory_bytes}")]
    EventOutOfRange {
        /// Event id.
        id: u32,
        /// Where the payload starts.
        offset: u32,
        /// Payload length, in bytes.
        length: u32,
        /// Length of the memory exported as `memory`, in bytes; 0 without one.
        memory_bytes: u64,
    },
    /// `event_emit` once more than one call may (`LIMIT-3`).
    #[error("too many events: event {id} would be number {} of this call, the limit is {limit}", u64::from(*.limit) + 1)]
    EventLimit {
        /// Event id.
        id: u32,
        /// Events one call may emit.
        limit: u32,
    },
    /// `event_emit` of more bytes than one call may (`LIMIT-3`).
    #[error("too many event bytes: event {id} would make it {bytes} in this call, the limit is {limit}")]
    EventBytesLimit {
        /// Event id.
        id: u32,
        /// Payload bytes of this call, the refused event included.
        bytes: u64,
        /// Payload bytes one call may emit.
        limit: u64,
    },
    /// `event_emit` into a log that has no room left until the caller takes its events (`LIMIT-3`).
    #[error("event log full: event {id} would make it {bytes} bytes, the limit is {limit}")]
    EventLogLimit {
        /// Event id.
        id: u32,
        /// Bytes of the log, the refused event included.
        bytes: u64,
        /// Bytes the log may have.
        limit: u64,
    },
    /// The guest gave up on purpose: `unreachable` (`FUEL-4`).
    #[error("unreachable: the module stopped itself")]
    Unreachable,
    /// Integer division or remainder by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The one integer division whose quotient has no place in its type: the least number by -1.
    #[error("integer overflow: the quotient does not fit")]
    IntegerOverflow,
    /// A load, store or bulk instruction outside linear memory.
    #[error("memory access out of bounds")]
    MemoryOutOfBounds,
    /// A table instruction or an indirect call outside its table.
    #[error("table access out of bounds")]
    TableOutOfBounds,
    /// An indirect call to an element that is null.
    #[error("indirect call to a null element")]
    NullElement,
    /// An indirect call to a function of another type.
    #[error("indirect call to a function of another type")]
    SignatureMismatch,
    /// Calls nested until their weights passed the limit (`STACK-1`).
    #[error("stack exhausted: height {height}, the limit is {limit}")]
    StackExhausted {
        /// Height with the function that was one too many.
        height: u32,
        /// Height allowed.
        limit: u32,
    },
}

/// What a trap does to the fuel that was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrapClass {
    /// Raised by guest code: all remaining fuel is forfeit (`FUEL-3`).
    GuestHalt,
    /// `unreachable`: the exact remainder is kept (`FUEL-4`).
    GuestAbort,
    /// Refused by a hostcall: the exact remainder is kept (`FUEL-5`).
    Refusal,
}

impl Trap {
    /// The trap's name in case files and snapshots.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::OutOfFuel { .. } => "out-of-fuel",
            Self::OutOfGas { .. } => "out-of-gas",
            Self::NegativeGas { .. } => "negative-gas",
            Self::GasDimensionLimit { .. } => "gas-dimension-limit",
            Self::StateSlotLimit { .. } => "state-slot-limit",
            Self::EventOutOfRange { .. } => "event-out-of-range",
            Self::EventLimit { .. } => "event-limit",
            Self::EventBytesLimit { .. } => "event-bytes-limit",
            Self::EventLogLimit { .. } => "event-log-limit",
            Self::Unreachable => "unreachable",
            Self::DivisionByZero => "division-by-zero",
            Self::IntegerOverflow => "integer-overflow",
            Self::MemoryOutOfBounds => "memory-out-of-bounds",
            Self::TableOutOfBounds => "table-out-of-bounds",
            Self::NullElement => "null-element",
            Self::SignatureMismatch => "signature-mismatch",
            Self::StackExhausted { .. } => "stack-exhausted",
        }
    }

    /// Who stopped the call, and so what becomes of its fuel.
    #[must_use]
    pub fn class(&self) -> TrapClass {
        match self {
            Self::OutOfGas { .. }
            | Self::NegativeGas { .. }
            | Self::GasDimensionLimit { .. }
            | Self::StateSlotLimit { .. }
            | Self::EventOutOfRange { .. }
            | Self::EventLimit { .. }
            | Self::EventBytesLimit { .. }
            | Self::EventLogLimit { .. } => TrapClass::Refusal,
            Self::Unreachable => TrapClass::GuestAbort,
            Self::OutOfFuel { .. }
            | Self::DivisionByZero
            | Self::IntegerOverflow
            | Self::MemoryOutOfBounds
            | Self::TableOutOfBounds
            | Self::NullElement
            | Self::SignatureMismatch
            | Self::StackExhausted { .. } => TrapClass::GuestHalt,
        }
    }
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It returned this value, with at least one unit of fuel left.
    Returned(i64),
    /// It was stopped; its state writes and events never happened.
    Trapped(Trap),
}

impl Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned(value) => write!(f, "returned {value}"),
            Self::Trapped(trap) => write!(f, "trap: {trap}"),
        }
    }
}

/// One event of the log (spec clause `EVENT-1`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Event {
    /// Event id, as the compiler assigned it.
    pub id: u32,
    /// Payload, copied during the call.
    pub payload: Vec<u8>,
}

/// What one call did: a pure function of module, arguments, state, gas used, events not taken, budgets, fuel and limits (spec
/// clause `DET-1`).
///
/// Receipts are compared whole. Its `Display` is what a reviewer reads: the outcome, then only what changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Receipt {
    /// How the call ended.
    pub outcome: Outcome,
    /// Fuel the call took, forfeited fuel included.
    pub fuel_used: u64,
    /// By how much each dimension's counter rose.
    pub gas_charged: BTreeMap<u32, u64>,
    /// The slots that were written, with their values now. Empty after a trap.
    pub slots_written: BTreeMap<u32, i64>,
    /// The events that were emitted. Empty after a trap.
    pub events: Vec<Event>,
}

/// Payload bytes shown by a receipt's `Display`; what is longer is cut, with its length.
const SHOWN_PAYLOAD_BYTES: usize = 32;

impl Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.outcome)?;
        writeln!(f, "fuel used {}", self.fuel_used)?;
        for (dimension, units) in &self.gas_charged {
            writeln!(f, "gas {dimension} +{units}")?;
        }
        for (slot, value) in &self.slots_written {
            writeln!(f, "slot {slot} = {value}")?;
        }
        for event in &self.events {
            writeln!(f, "{event}")?;
        }
        Ok(())
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "event {}: {} bytes", self.id, self.payload.len())?;
        if self.payload.is_empty() {
            return Ok(());
        }
        let shown: Vec<u8> = self.payload.iter().copied().take(SHOWN_PAYLOAD_BYTES).collect();
        let rest = if shown.len() < self.payload.len() { "..." } else { "" };
        write!(f, " \"{}{rest}\"", shown.escape_ascii())?;
        for byte in &shown {
            write!(f, " {byte:02x}")?;
        }
        f.write_str(if rest.is_empty() { "" } else { " ..." })
    }
}
