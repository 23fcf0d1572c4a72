//! Where a crowded function gets holes (spec clause `LIMIT-5`).

/// Arrivals from one hole to the next.
const BETWEEN_HOLES: u64 = 128;

/// What arrives at each block where values meet, in the order of the code.
#[derive(Debug, Clone, Default)]
pub(super) struct Arrivals(Vec<Meeting>);

#[derive(Debug, Clone, Copy)]
struct Meeting {
    /// Instructions before the place where the values are met.
    instructions: u64,
    arrivals: u64,
    /// Of a loop: the ways to it.
    ways: u64,
}

/// A loop whose arrivals are not known yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenLoop(usize);

impl Arrivals {
    /// Values of a loop meet where it begins, and are counted where it ends.
    pub(super) fn open_loop(&mut self, instructions: u64) -> OpenLoop {
        self.0.push(Meeting { instructions, arrivals: 0, ways: 0 });
        OpenLoop(self.0.len() - 1)
    }

    pub(super) fn close_loop(&mut self, OpenLoop(at): OpenLoop, arrivals: u64, ways: u64) {
        if let Some(meeting) = self.0.get_mut(at) {
            (meeting.arrivals, meeting.ways) = (arrivals, ways);
        }
    }

    pub(super) fn at_end(&mut self, instructions: u64, arrivals: u64) {
        self.0.push(Meeting { instructions, arrivals, ways: 0 });
    }

    /// A local passes over the loop: it arrives there on every way.
    pub(super) fn passed(&mut self, OpenLoop(at): OpenLoop) -> u64 {
        let Some(meeting) = self.0.get_mut(at) else { return 0 };
        meeting.arrivals = meeting.arrivals.saturating_add(meeting.ways);
        meeting.ways
    }

    /// For each hole, the number of instructions before it.
    pub(super) fn holes(&self) -> Vec<u64> {
        let mut since = 0u64;
        let mut holes = Vec::new();
        for Meeting { instructions, arrivals, .. } in &self.0 {
            since = since.saturating_add(*arrivals);
            if since >= BETWEEN_HOLES {
                holes.push(*instructions);
                since = 0;
            }
        }
        holes
    }
}
