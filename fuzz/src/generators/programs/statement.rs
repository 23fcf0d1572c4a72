//! Statements: each leaves the stack as it was.

use wasm_encoder::{BlockType, Instruction, MemArg, ValType};

use super::body::Body;
use super::draw::low;

use Instruction as I;
use ValType::{I32, I64};

const STORES_I32: [fn(MemArg) -> I<'static>; 3] = [I::I32Store, I::I32Store8, I::I32Store16];
const STORES_I64: [fn(MemArg) -> I<'static>; 4] = [I::I64Store, I::I64Store8, I::I64Store16, I::I64Store32];

/// Instructions that make a frame so large that it is counted before it is entered (`STACK-4`), at the limits of the harness.
const LARGE_FRAME: u32 = 600;

impl Body<'_, '_> {
    /// Up to this many statements.
    pub(super) fn statements(&mut self, most: u32, depth: u32) {
        for _ in 0..self.draw.below(most + 1) {
            if self.is_leaf(depth) {
                return;
            }
            self.statement(depth - 1);
        }
    }

    fn statement(&mut self, depth: u32) {
        match self.draw.below(32) {
            0..=11 => self.hostcall(depth),
            12 => self.set(depth),
            13 => self.store(depth),
            14..=16 => self.counted_loop(depth),
            17..=19 => self.if_else(depth),
            20 => self.switch(depth),
            21 | 22 => self.branch(depth),
            23 => self.block_of_a_type(depth),
            24..=26 => self.call(depth),
            27 => self.bulk_memory(depth),
            28 => self.bulk_table(),
            29 => self.trap(depth),
            30 if self.draw.one_in(4) => self.large_frame(),
            _ => {
                let ty = if self.draw.one_in(2) { I64 } else { I32 };
                self.expression(ty, depth);
                self.put_away(ty);
            }
        }
    }

    fn set(&mut self, depth: u32) {
        let ty = if self.draw.one_in(2) { I64 } else { I32 };
        self.expression(ty, depth);
        match self.global(ty, true).filter(|_| self.draw.one_in(2)) {
            Some(global) => {
                self.to().global_set(global);
            }
            None => self.put_away(ty),
        }
    }

    fn store(&mut self, depth: u32) {
        if self.shape.memory.is_none() {
            return;
        }
        let ty = if self.draw.one_in(2) { I64 } else { I32 };
        let place = self.address(depth);
        self.expression(ty, depth);
        let store =
            if ty == I64 { self.draw.choose(&STORES_I64) } else { self.draw.choose(&STORES_I32) }.expect("not empty");
        self.put(&store(place));
    }

    fn if_else(&mut self, depth: u32) {
        self.expression(I32, depth);
        self.to().if_(BlockType::Empty);
        self.labels.push(Vec::new());
        self.statements(2, depth);
        if self.draw.one_in(2) {
            self.to().else_();
            self.statements(2, depth);
        }
        self.labels.pop();
        self.to().end();
    }

    /// A start and a length for a bulk instruction: small, mostly.
    fn range(&mut self) -> [i32; 2] {
        let mut draw = || if self.draw.one_in(8) { low(self.draw.number()) } else { self.draw.below(40).cast_signed() };
        [draw(), draw()]
    }

    fn bulk_memory(&mut self, depth: u32) {
        if self.shape.memory.is_none() {
            return;
        }
        let [start, length] = self.range();
        let segment = self.draw.choose(&(0..).zip(&self.shape.data).map(|(at, _)| at).collect::<Vec<u32>>());
        match (self.draw.below(4), segment) {
            (0, Some(segment)) => {
                let from = self.draw.below(8).cast_signed();
                self.to().i32_const(start).i32_const(from).i32_const(length & 15).memory_init(0, segment);
            }
            (1, Some(segment)) => {
                self.to().data_drop(segment);
            }
            (2, _) => {
                let from = self.draw.below(64).cast_signed();
                self.to().i32_const(start).i32_const(from).i32_const(length).memory_copy(0, 0);
            }
            _ => {
                // A length that the compiler does not know.
                self.to().i32_const(start);
                self.expression(I32, depth);
                self.expression(I32, depth);
                self.to().i32_const(0xff).i32_and().memory_fill(0);
            }
        }
    }

    fn bulk_table(&mut self) {
        let Some(table) = self.draw.choose(&(0..).zip(&self.shape.tables).map(|(at, _)| at).collect::<Vec<u32>>())
        else {
            return;
        };
        let segment = self.draw.choose(&(0..).zip(&self.shape.elements).map(|(at, _)| at).collect::<Vec<u32>>());
        let (start, length) = (self.draw.below(4).cast_signed(), self.draw.below(5).cast_signed());
        match (self.draw.below(6), segment) {
            (0, Some(segment)) => {
                self.to().i32_const(start).i32_const(0).i32_const(length).table_init(table, segment);
            }
            (1, Some(segment)) => {
                self.to().elem_drop(segment);
            }
            (2, _) => {
                self.element(table);
                self.reference();
                self.to().i32_const(length).table_fill(table);
            }
            (3, _) => {
                self.element(table);
                self.to().i32_const(start).i32_const(length).table_copy(table, 0);
            }
            _ => {
                self.element(table);
                self.reference();
                self.to().table_set(table);
            }
        }
    }

    /// What stops a call, mostly where a condition holds.
    fn trap(&mut self, depth: u32) {
        let guarded = !self.draw.one_in(4);
        if guarded {
            self.comparison(depth);
            self.to().if_(BlockType::Empty);
        }
        match self.draw.below(4) {
            0 | 1 => {
                self.to().unreachable();
            }
            2 => {
                self.to().i64_const(i64::MIN).i64_const(-1).i64_div_s().drop();
            }
            _ => {
                self.leaf(I32);
                self.to().i32_const(0).i32_rem_u().drop();
            }
        }
        if guarded {
            self.to().end();
        }
    }

    /// Instructions that are never reached, and weigh all the same.
    fn large_frame(&mut self) {
        self.to().i32_const(0).if_(BlockType::Empty);
        for _ in 0..LARGE_FRAME {
            self.to().i32_const(0).drop();
        }
        self.to().end();
    }
}
