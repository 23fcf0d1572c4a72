//! What a function costs, by the formula of `LIMIT-4`.

use super::super::flow::Met;
use super::super::table;
use super::{FunctionCost, sum};

/// Of what may be read over, as much as is in what blocks cost.
const LITTLE_TO_READ_OVER: u64 = 1 << 16;

/// What may be one value is not looked at any further.
const PIECES_COMPARED: u64 = 200;

impl FunctionCost {
    /// Units.
    pub(in super::super) fn cost(&self) -> u64 {
        let Met {
            alive, led, looked_at_again, left, passes, meeting, arriving, read_again, scans, moves, nesting, ..
        } = self.met;
        let holes = self.hole_count();
        let terms = [
            (95_000, 1, 1),
            // Counting the stack, where the function calls others.
            (28_000, self.calls.min(1), 1),
            (800, self.calls.min(1), self.blocks),
            (2_000, self.locals, 1),
            (700, self.instructions, 1),
            (1, self.written, 1),
            (8, self.pressure(), 1),
            (130, alive, 1),
            (210, led, 1),
            (12, looked_at_again, 1),
            (1_600, left, 1),
            (1, self.conflicts(), 1),
            (11_000, self.calls, 1),
            (1_650, self.call_values, 1),
            (1_000, self.calls_between_pieces(), 1),
            (1_300, self.blocks, 1),
            (600, self.repeated, 1),
            (5, self.repeated, self.distinct_blocks()),
            (2_500, self.conditional_branches, 1),
            (12_000, self.loops, 1),
            (300, meeting, 1),
            (300, arriving, 1),
            (2_000, passes, 1),
            (6, moves, arriving),
            (8, alive, nesting),
            (4, arriving, nesting),
            (42, scans, 1),
            (3, self.loops, self.used_locals().saturating_mul(self.used_locals())),
            (80_000, self.loop_operands, 1),
            (500, self.block_operands, 1),
            (20, self.copied_pieces(), 1),
            (15_000, holes, 1),
            (900, holes, self.used_locals()),
            (2, self.read_over(), 1),
        ];
        let hundredths = sum(&[
            (10, self.in_the_way(), 1),
            (60, meeting, meeting),
            (10, read_again, 1),
            // What is one value lives in pieces. They are put in order once more for each other value that arrives.
            (2_800, self.met.put_in_order, 1),
            (20, left, self.met.ends),
        ]);
        let cost = sum(&terms).saturating_add(hundredths / 100);
        cost.max((cost / 2).saturating_add(self.tried_again().max(self.put_in_order_again())))
    }

    /// Bytes while the function is compiled.
    pub(in super::super) fn bytes(&self) -> u64 {
        let Met { alive, left, led, passes, meeting, places, copied, arriving, .. } = self.met;
        let terms = [
            (1 << 20, 1, 1),
            (800, self.instructions, 1),
            (7_000, self.calls, 1),
            (740, self.call_values, 1),
            (1_200, self.blocks, 1),
            (1_000, meeting, 1),
            // And copied from place to place, with what was written over.
            (24, copied, 1),
            (1, self.writing_over, places),
            (3_000, self.carried, 1),
            (100, arriving, 1),
            (2_000, passes, 1),
            (80, alive, 1),
            (80, led, 1),
            // What is set where is a table of all blocks: one for each local, and for what each block yields or takes.
            (4, self.distinct_blocks(), self.used_locals()),
            (7, self.distinct_blocks(), self.carried),
            (300, left, 1),
            (13, self.copied_pieces(), 1),
            (1_200, self.conditional_branches, 1),
            (8_000, self.loop_operands, 1),
            (100, self.block_operands, 1),
        ];
        let eighths = sum(&[(6, self.written_memory, 1), (1, meeting, meeting)]);
        sum(&terms).saturating_add(eighths / 8)
    }

    /// Bytes of its code and what belongs to it.
    pub(in super::super) fn kept_bytes(&self) -> u64 {
        let terms = [
            (11_000, 1, 1),
            (45, self.instructions, 1),
            (200, self.calls, 1),
            (50, self.call_values, 1),
            (30, self.blocks, 1),
            (32, self.met.arriving, 1),
            (16, self.met.led, 1),
        ];
        // Calls of the engine are far larger than others.
        sum(&terms).saturating_add(self.written_memory / 64)
    }

    fn hole_count(&self) -> u64 {
        self.holes.as_ref().map_or(0, |holes| holes.places.len()) as u64
    }

    /// The table is cleared for each register that is looked at: in two thousandths of a unit.
    pub(in super::super) fn cleared(&self) -> u64 {
        self.probes().saturating_mul(table::clearing(self.values))
    }

    /// Pairs of values that may be in each other's way: of the instructions, or of the blocks, which weigh more.
    fn in_the_way(&self) -> u64 {
        let blocks = self.distinct_blocks();
        let values = self.instructions.saturating_add(self.call_values);
        sum(&[(1, values, values)]).max(sum(&[(80, blocks, blocks)]))
    }

    /// Basic blocks, but for those that a branch table leads to once more.
    fn distinct_blocks(&self) -> u64 {
        self.blocks.saturating_sub(self.repeated)
    }

    /// Operands held at each instruction, squared.
    fn pressure(&self) -> u64 {
        self.operands.saturating_mul(self.operands) / self.instructions.max(1)
    }

    /// What is in the way of values that are held, summed.
    fn conflicts(&self) -> u64 {
        // Registers that calls are given.
        let calls = self.calls.saturating_mul(200);
        self.met.held.conflicts.saturating_add(self.held_operands.conflicts).saturating_add(calls)
    }

    /// What has arrived is read over for each value at each block, where no hole bounds that.
    fn read_over(&self) -> u64 {
        let arriving = self.holes.as_ref().map_or(self.met.arriving, |holes| holes.arriving_between);
        let values = self.met.alive.saturating_add(self.blocks).saturating_add(self.block_operands);
        arriving.saturating_mul(values).saturating_sub(LITTLE_TO_READ_OVER)
    }

    /// For each value that arrives, what it may be one with is looked at: all its uses, the pieces that it lives in, and what it was written over in. If
    /// they do not become one, then again for the next.
    fn tried_again(&self) -> u64 {
        let Met { arriving, ends, .. } = self.met;
        sum(&[
            (3, arriving, self.uses),
            (15, arriving, ends + self.hole_count()),
            (18, arriving, self.writing_over.min(PIECES_COMPARED)),
        ])
    }

    /// What has become one with others may have been written over, and has as many pieces: they are put in order once more for each value that arrives.
    fn put_in_order_again(&self) -> u64 {
        sum(&[(20, self.met.most_different, self.writing_over)])
    }

    /// Where a value is not alive in between, the register allocator steps over the calls there, or up to sixteen of them, for each register.
    fn calls_between_pieces(&self) -> u64 {
        let most = self.clobbers.saturating_mul(self.met.weight);
        self.met.left.saturating_mul(16).min(most)
    }

    /// The pieces that a value lives in are a list. It is copied when an instruction writes over one of them, some 200 times for each piece.
    fn copied_pieces(&self) -> u64 {
        let Met { left, different, most_different, ends, .. } = self.met;
        let pieces = most_different.saturating_add(ends);
        self.writing_over.saturating_mul(pieces).min(left.saturating_add(different).saturating_mul(200))
    }
}
