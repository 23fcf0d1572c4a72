//! How long locals are alive, and which loops they pass over.
//!
//! Between two uses a local is taken to be alive. What it is after a loop that does not use it, the compiler looks for through the loop, and
//! leaves a value behind that meets itself where the loop begins.

use super::holes::OpenLoop;

#[derive(Debug, Clone, Default)]
pub(super) struct Uses {
    locals: Vec<Local>,
    /// Where the loops begin that are not closed yet.
    open: Vec<Place>,
    /// In the order of their ends.
    closed: Vec<Closed>,
    alive: Along,
}

#[derive(Debug, Clone, Copy, Default)]
struct Local {
    /// The last use. The end of a loop in which it is used is one.
    last: Option<Place>,
    /// Branches since then that lead to where it may still be alive.
    kept: u64,
}

/// A place in the code, and what is before it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub instructions: u64,
    pub along: Along,
}

/// What a local lives through that is alive all along the code; or all locals, summed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Along {
    /// Basic blocks.
    pub blocks: u64,
    /// Branches, and ends of ways, after which the local may not be alive.
    pub branches: u64,
    /// Cost of what is in its way.
    pub conflicts: u64,
}

impl Along {
    fn add(&mut self, to: Self, from: Self) {
        let add = |sum: &mut u64, to: u64, from: u64| *sum = sum.saturating_add(to.saturating_sub(from));
        add(&mut self.blocks, to.blocks, from.blocks);
        add(&mut self.branches, to.branches, from.branches);
        add(&mut self.conflicts, to.conflicts, from.conflicts);
    }
}

#[derive(Debug, Clone, Copy)]
struct Closed {
    end: u64,
    loop_: OpenLoop,
}

impl Uses {
    /// A parameter is used where the function begins.
    pub(super) fn new(parameters: usize, locals: usize) -> Self {
        let mut all = vec![Local { last: Some(Place::default()), kept: 0 }; parameters.min(locals)];
        all.resize(locals, Local::default());
        Self { locals: all, ..Self::default() }
    }

    /// What all locals live through.
    pub(super) fn alive(&self) -> Along {
        self.alive
    }

    pub(super) fn open_loop(&mut self, here: Place) {
        self.open.push(here);
    }

    /// Calls `passed` for each loop that the local passes over on its way to here.
    pub(super) fn used(&mut self, local: usize, here: Place, is_read: bool, mut passed: impl FnMut(OpenLoop)) {
        // What a local is at first it stays, unless a loop brings it here again.
        let first = self.open.first().copied().unwrap_or(here);
        let Some(local) = self.locals.get_mut(local) else { return };
        let mut since = local.last.unwrap_or(first);
        if is_read && local.last.is_none() {
            // What it is then is looked for through all blocks.
            since.along.blocks = 0;
        }
        local.last = Some(here);
        self.alive.add(here.along, since.along);
        self.alive.branches = self.alive.branches.saturating_sub(std::mem::take(&mut local.kept));
        // None of them uses it: the end of one that does is a use.
        let closed = self.closed.iter().rev().take_while(|closed| closed.end > since.instructions);
        closed.for_each(|closed| passed(closed.loop_));
    }

    /// Branches have led to the end of a block, each after so many instructions: what was not used since is as alive here as it was there.
    pub(super) fn close_block(&mut self, branches: &[u64]) {
        for local in self.locals.iter_mut().filter(|_| !branches.is_empty()) {
            if let Some(last) = local.last {
                let before = branches.partition_point(|branch| *branch <= last.instructions);
                local.kept += (branches.len() - before) as u64;
            }
        }
    }

    /// What is used in a loop may be brought to where it begins. A loop to which nothing leads back is none.
    pub(super) fn close_loop(&mut self, loop_: Option<OpenLoop>, here: Place, mut passed: impl FnMut(OpenLoop)) {
        let Some(start) = self.open.pop().map(|start| start.instructions) else { return };
        for local in 0..self.locals.len() {
            if self.locals.get(local).is_some_and(|local| local.last.is_some_and(|last| last.instructions > start)) {
                self.used(local, here, false, &mut passed);
            }
        }
        self.closed.extend(loop_.map(|loop_| Closed { end: here.instructions, loop_ }));
    }
}
