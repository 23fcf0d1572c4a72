//! The register allocator's table of what stands in a value's way.
//!
//! It has a byte for each place, and stays as large as any function made it. All of it is cleared for every register that is looked at and taken.

/// As large as this it is taken to be whatever was compiled before.
const LEAST_BYTES: u64 = 2_048;

/// What is larger need not stay in the processor's nearest memory: that has 32 KiB or 48, and the table is not alone in it.
const NEAR_BYTES: u64 = 16_384;

/// A function of so many values makes it larger than it may be before.
pub(super) fn grows(values: u64) -> bool {
    bytes(values) > LEAST_BYTES
}

/// What it costs to clear it for each third of a register that is looked at, where no function before had more values: in two thousandths of a unit.
pub(super) fn clearing(values: u64) -> u64 {
    let bytes = bytes(values);
    let weight = if bytes > NEAR_BYTES { 11 } else { 3 };
    bytes.saturating_mul(weight)
}

/// An eighth of the places stays empty.
fn bytes(values: u64) -> u64 {
    let places = values.saturating_mul(8).div_ceil(7);
    places.checked_next_power_of_two().unwrap_or(u64::MAX).max(LEAST_BYTES)
}
