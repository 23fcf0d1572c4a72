//! Typed expressions: each leaves one value.

use wasm_encoder::{BlockType, Instruction, MemArg, ValType};

use super::body::Body;

use Instruction as I;
use ValType::{I32, I64};

const UNARY_I32: [I<'static>; 5] = [I::I32Clz, I::I32Ctz, I::I32Popcnt, I::I32Extend8S, I::I32Extend16S];
const UNARY_I64: [I<'static>; 6] =
    [I::I64Clz, I::I64Ctz, I::I64Popcnt, I::I64Extend8S, I::I64Extend16S, I::I64Extend32S];
const BINARY_I32: [I<'static>; 15] = [
    I::I32Add,
    I::I32Sub,
    I::I32Mul,
    I::I32And,
    I::I32Or,
    I::I32Xor,
    I::I32Shl,
    I::I32ShrS,
    I::I32ShrU,
    I::I32Rotl,
    I::I32Rotr,
    I::I32DivS,
    I::I32DivU,
    I::I32RemS,
    I::I32RemU,
];
const BINARY_I64: [I<'static>; 15] = [
    I::I64Add,
    I::I64Sub,
    I::I64Mul,
    I::I64And,
    I::I64Or,
    I::I64Xor,
    I::I64Shl,
    I::I64ShrS,
    I::I64ShrU,
    I::I64Rotl,
    I::I64Rotr,
    I::I64DivS,
    I::I64DivU,
    I::I64RemS,
    I::I64RemU,
];
/// Where the divisions begin, in both.
const DIVISIONS: usize = 11;
const COMPARISONS_I32: [I<'static>; 10] =
    [I::I32Eq, I::I32Ne, I::I32LtS, I::I32LtU, I::I32GtS, I::I32GtU, I::I32LeS, I::I32LeU, I::I32GeS, I::I32GeU];
const COMPARISONS_I64: [I<'static>; 10] =
    [I::I64Eq, I::I64Ne, I::I64LtS, I::I64LtU, I::I64GtS, I::I64GtU, I::I64LeS, I::I64LeU, I::I64GeS, I::I64GeU];
const LOADS_I32: [fn(MemArg) -> I<'static>; 5] = [I::I32Load, I::I32Load8S, I::I32Load8U, I::I32Load16S, I::I32Load16U];
const LOADS_I64: [fn(MemArg) -> I<'static>; 7] =
    [I::I64Load, I::I64Load8S, I::I64Load8U, I::I64Load16S, I::I64Load16U, I::I64Load32S, I::I64Load32U];

impl Body<'_, '_> {
    /// Leaves a value of this type.
    pub(super) fn expression(&mut self, ty: ValType, depth: u32) {
        if self.is_leaf(depth) {
            return self.leaf(ty);
        }
        let depth = depth - 1;
        match self.draw.below(20) {
            0 | 1 => self.leaf(ty),
            2 => self.global_get(ty),
            3 => self.unary(ty, depth),
            4..=7 => self.binary(ty, depth),
            8 | 9 => self.conversion(ty, depth),
            10 | 11 => self.load(ty, depth),
            12 => self.select(ty, depth),
            13 => self.tee(ty, depth),
            14 => self.call_for(ty, depth),
            15 => self.call_indirect_for(ty, depth),
            16 => self.block_for(ty, depth),
            17 => self.if_for(ty, depth),
            18 => self.carried_through_a_loop(ty, depth),
            _ => self.of_the_instance(ty, depth),
        }
    }

    fn global_get(&mut self, ty: ValType) {
        match self.global(ty, false) {
            Some(global) => {
                self.to().global_get(global);
            }
            None => self.constant(ty),
        }
    }

    fn unary(&mut self, ty: ValType, depth: u32) {
        self.expression(ty, depth);
        let operator = if ty == I64 {
            &UNARY_I64[self.draw.index(UNARY_I64.len())]
        } else {
            &UNARY_I32[self.draw.index(UNARY_I32.len())]
        };
        self.put(operator);
    }

    fn binary(&mut self, ty: ValType, depth: u32) {
        let operator = self.draw.index(BINARY_I32.len());
        self.expression(ty, depth);
        // Most divisions are to give something.
        if operator >= DIVISIONS && !self.draw.one_in(8) {
            let divisor = 1 + i64::from(self.draw.below(9));
            match ty {
                I64 => self.to().i64_const(divisor),
                _ => self.to().i32_const(super::draw::low(divisor)),
            };
        } else {
            self.expression(ty, depth);
        }
        let operator = if ty == I64 { &BINARY_I64[operator] } else { &BINARY_I32[operator] };
        self.put(operator);
    }

    /// From the other type.
    fn conversion(&mut self, ty: ValType, depth: u32) {
        if ty == I64 {
            self.expression(I32, depth);
            let extend = if self.draw.one_in(2) { I::I64ExtendI32S } else { I::I64ExtendI32U };
            return self.put(&extend);
        }
        match self.draw.below(4) {
            0 => {
                self.expression(I64, depth);
                self.to().i32_wrap_i64();
            }
            1 => {
                self.expression(I64, depth);
                self.to().i64_eqz();
            }
            _ => self.comparison(depth),
        }
    }

    /// Zero or one.
    pub(super) fn comparison(&mut self, depth: u32) {
        let ty = if self.draw.one_in(2) { I64 } else { I32 };
        let operator = self.draw.index(COMPARISONS_I32.len());
        self.expression(ty, depth);
        self.expression(ty, depth);
        let operator = if ty == I64 { &COMPARISONS_I64[operator] } else { &COMPARISONS_I32[operator] };
        self.put(operator);
    }

    fn load(&mut self, ty: ValType, depth: u32) {
        if self.shape.memory.is_none() {
            return self.constant(ty);
        }
        let place = self.address(depth);
        let load =
            if ty == I64 { self.draw.choose(&LOADS_I64) } else { self.draw.choose(&LOADS_I32) }.expect("not empty");
        self.put(&load(place));
    }

    /// An address, mostly inside the first page; the offset that goes with it.
    pub(super) fn address(&mut self, depth: u32) -> MemArg {
        let mut offset = 0;
        match self.draw.below(32) {
            0..=14 => {
                let start = self.draw.below(64).cast_signed();
                self.to().i32_const(start);
            }
            15..=29 => {
                self.expression(I32, depth);
                self.to().i32_const(0xfff).i32_and();
                offset = self.draw.below(16).into();
            }
            // Around the end of what there is.
            30 => {
                let below_the_end = self.draw.below(10).cast_signed();
                self.to().memory_size(0).i32_const(16).i32_shl().i32_const(below_the_end).i32_sub();
            }
            _ => {
                self.expression(I32, depth);
                offset = u64::from(super::draw::low(self.draw.number()).cast_unsigned());
            }
        }
        MemArg { offset, align: 0, memory_index: 0 }
    }

    fn select(&mut self, ty: ValType, depth: u32) {
        self.expression(ty, depth);
        self.expression(ty, depth);
        self.expression(I32, depth);
        let select = if self.draw.one_in(2) { I::TypedSelect(ty) } else { I::Select };
        self.put(&select);
    }

    fn tee(&mut self, ty: ValType, depth: u32) {
        self.expression(ty, depth);
        if let Some(local) = self.local(ty) {
            self.to().local_tee(local);
        }
    }

    fn block_for(&mut self, ty: ValType, depth: u32) {
        self.to().block(BlockType::Result(ty));
        self.labels.push(vec![ty]);
        self.statements(2, depth);
        self.expression(ty, depth);
        if self.draw.one_in(2) {
            self.expression(I32, depth);
            self.to().br_if(0);
        }
        self.labels.pop();
        self.to().end();
    }

    fn if_for(&mut self, ty: ValType, depth: u32) {
        self.expression(I32, depth);
        self.to().if_(BlockType::Result(ty));
        self.labels.push(vec![ty]);
        self.statements(2, depth);
        self.expression(ty, depth);
        self.to().else_();
        self.expression(ty, depth);
        self.labels.pop();
        self.to().end();
    }

    /// What a hostcall, memory or a table says.
    fn of_the_instance(&mut self, ty: ValType, depth: u32) {
        if ty == I64 {
            self.state_get(depth);
            return;
        }
        let table = self.draw.choose(&(0..).zip(&self.shape.tables).map(|(at, _)| at).collect::<Vec<u32>>());
        match (self.draw.below(6), table) {
            (0, _) if self.shape.memory.is_some() => {
                self.to().memory_size(0);
            }
            (1, _) if self.shape.memory.is_some() => {
                let pages = if self.draw.one_in(4) { super::draw::low(self.draw.number()) } else { 1 };
                self.to().i32_const(pages).memory_grow(0);
            }
            (2, Some(table)) => {
                self.to().table_size(table);
            }
            (3, Some(table)) => {
                self.reference();
                let elements = if self.draw.one_in(4) { super::draw::low(self.draw.number()) } else { 2 };
                self.to().i32_const(elements).table_grow(table);
            }
            (4, Some(table)) => {
                self.element(table);
                self.to().table_get(table).ref_is_null();
            }
            _ => {
                self.reference();
                self.to().ref_is_null();
            }
        }
    }
}
