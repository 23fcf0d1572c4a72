//! Where a crowded function gets holes (spec clause `LIMIT-5`).

use fixedbitset::FixedBitSet;

/// Arrivals from one hole to the next.
const BETWEEN_HOLES: u64 = 128;

#[derive(Debug, Clone, Default)]
pub(super) struct Holes {
    /// For each, the number of instructions before it.
    pub places: Vec<u64>,
    /// The most that arrives between two of those that some way leads to, beyond what always may: the compiler leaves out the others.
    pub arriving_between: u64,
}

impl Holes {
    /// Of each place where values arrive: the instructions before it, and the arrivals. No way leads to where so many instructions are before.
    pub(super) fn new(mut arrivals: Vec<(u64, u64)>, unreached: &FixedBitSet) -> Self {
        arrivals.sort_unstable();
        let (mut since, mut passed, mut most) = (0u64, 0u64, 0);
        let mut places = Vec::new();
        for (instructions, arriving) in arrivals {
            since = since.saturating_add(arriving);
            let is_hole = since >= BETWEEN_HOLES;
            if is_hole {
                places.push(instructions);
                since = 0;
            }
            if is_hole && !usize::try_from(instructions).is_ok_and(|at| unreached.contains(at)) {
                most = passed.max(most);
                passed = 0;
            } else {
                passed = passed.saturating_add(arriving);
            }
        }
        Self { places, arriving_between: passed.max(most).saturating_sub(BETWEEN_HOLES) }
    }
}
