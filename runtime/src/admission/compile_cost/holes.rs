//! Where a crowded function gets holes (spec clause `LIMIT-5`).

/// Arrivals from one hole to the next.
const BETWEEN_HOLES: u64 = 128;

/// For each hole, the number of instructions before it. Of each place where values arrive: the instructions before it, and the arrivals.
pub(super) fn holes(mut arrivals: Vec<(u64, u64)>) -> Vec<u64> {
    arrivals.sort_unstable();
    let mut since = 0u64;
    let mut holes = Vec::new();
    for (instructions, arriving) in arrivals {
        since = since.saturating_add(arriving);
        if since >= BETWEEN_HOLES {
            holes.push(instructions);
            since = 0;
        }
    }
    holes
}
