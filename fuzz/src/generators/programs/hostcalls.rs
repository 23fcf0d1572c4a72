//! Hostcalls, with the numbers at which the host's rules change.

use wasm_encoder::ValType;

use super::body::Body;
use super::draw::low;

use ValType::{I32, I64};

const STATE_GET: u32 = 0;
const STATE_SET: u32 = 1;
const GAS_CONSUME: u32 = 2;
const EVENT_EMIT: u32 = 3;

/// Slots, dimensions and ids are drawn below this: few enough to meet, more than the limits of the harness.
const INDICES: u32 = 8;

impl Body<'_, '_> {
    /// Makes one of the hostcalls that give nothing.
    pub(super) fn hostcall(&mut self, depth: u32) {
        match self.draw.below(6) {
            0 | 1 => {
                self.host_index(depth);
                self.expression(I64, depth);
                self.to().call(STATE_SET);
            }
            2 | 3 => {
                // Of few dimensions, one has a budget sooner.
                if self.draw.one_in(2) {
                    let dimension = self.draw.below(2).cast_signed();
                    self.to().i32_const(dimension);
                } else {
                    self.host_index(depth);
                }
                self.amount(depth);
                self.to().call(GAS_CONSUME);
            }
            _ => self.event_emit(depth),
        }
    }

    pub(super) fn state_get(&mut self, depth: u32) {
        self.host_index(depth);
        self.to().call(STATE_GET);
    }

    /// A slot, a dimension or an event id.
    fn host_index(&mut self, depth: u32) {
        match self.draw.below(8) {
            // One after the other, round by round.
            0..=3 if self.loops > 0 => {
                let counter = self.next_counter() - 1;
                self.to().local_get(counter).i32_const(7).i32_and();
            }
            0..=5 => {
                let index = self.draw.below(INDICES).cast_signed();
                self.to().i32_const(index);
            }
            6 => {
                self.expression(I32, depth);
                self.to().i32_const(7).i32_and();
            }
            _ => self.constant(I32),
        }
    }

    /// Units of gas: few, those a caller asked for, or an edge.
    fn amount(&mut self, depth: u32) {
        match self.draw.below(8) {
            0..=3 => {
                let amount = self.draw.below(200).into();
                self.to().i64_const(amount);
            }
            4 | 5 => {
                self.expression(I64, depth);
                self.to().i64_const(0xff).i64_and();
            }
            6 => self.expression(I64, depth),
            _ => self.constant(I64),
        }
    }

    fn event_emit(&mut self, depth: u32) {
        self.host_index(depth);
        let has_memory = self.shape.memory.is_some() && self.shape.memory_export == Some("memory");
        match self.draw.below(16) {
            0 | 1 => {
                self.to().i32_const(0).i32_const(0);
            }
            2..=9 if !has_memory => {
                let offset = self.draw.below(64).cast_signed();
                self.to().i32_const(offset).i32_const(0);
            }
            2..=8 => {
                let (offset, length) = (self.draw.below(64).cast_signed(), self.draw.below(64).cast_signed());
                self.to().i32_const(offset).i32_const(length);
            }
            // Around the end of memory, which may have grown.
            9 | 10 if self.shape.memory.is_some() => {
                let (length, past) = (self.draw.below(9).cast_signed(), i32::from(self.draw.one_in(2)));
                self.to().memory_size(0).i32_const(16).i32_shl().i32_const(length).i32_sub();
                self.to().i32_const(length + past);
            }
            // More than fits into one call, or into the log, sooner or later.
            11..=13 => {
                let length = 100 * self.draw.below(11).cast_signed();
                self.expression(I32, depth);
                self.to().i32_const(0x3ff).i32_and().i32_const(length);
            }
            14 => {
                self.expression(I32, depth);
                self.to().i32_const(0x3ff).i32_and();
                self.expression(I32, depth);
                self.to().i32_const(0x3ff).i32_and();
            }
            _ => {
                let (offset, length) = (low(self.draw.number()), low(self.draw.number()));
                self.to().i32_const(offset).i32_const(length);
            }
        }
        self.to().call(EVENT_EMIT);
    }
}
