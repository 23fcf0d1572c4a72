//! Loops, branches and calls.

use wasm_encoder::{BlockType, HeapType, Instruction, ValType};

use super::body::{Body, LOOPS_MAX};
use super::shape::Signature;

use ValType::{I32, I64};

/// Rounds of a loop: few, or more than fuel lasts for.
const ROUNDS: [i32; 12] = [1, 2, 3, 4, 5, 7, 9, 12, 20, 50, 300, 1_000_000];

impl Body<'_, '_> {
    /// A loop that counts down, whatever in it goes on to the next round.
    pub(super) fn counted_loop(&mut self, depth: u32) {
        if self.loops == LOOPS_MAX {
            return;
        }
        let counter = self.next_counter();
        let rounds = ROUNDS[self.draw.index(ROUNDS.len())];
        self.to().i32_const(rounds).local_set(counter).block(BlockType::Empty).loop_(BlockType::Empty);
        self.to().local_get(counter).i32_eqz().br_if(1);
        self.to().local_get(counter).i32_const(1).i32_sub().local_set(counter);
        self.labels.extend([Vec::new(), Vec::new()]);
        self.loops += 1;
        self.statements(3, depth);
        self.loops -= 1;
        self.labels.truncate(self.labels.len() - 2);
        self.to().br(0).end().end();
    }

    /// A value that goes round a loop as its parameter.
    pub(super) fn carried_through_a_loop(&mut self, ty: ValType, depth: u32) {
        let signature = Signature { parameters: vec![ty], results: vec![ty] };
        let known = (0..).zip(&self.shape.types).find(|(_, known)| **known == signature);
        self.expression(ty, depth);
        let (Some((block, _)), true) = (known, self.loops < LOOPS_MAX) else { return };
        let counter = self.next_counter();
        let rounds = ROUNDS[self.draw.index(ROUNDS.len() - 1)];
        self.to().i32_const(rounds).local_set(counter).loop_(BlockType::FunctionType(block));
        self.loops += 1;
        self.expression(ty, depth.min(1));
        self.loops -= 1;
        self.put(if ty == I64 { &Instruction::I64Add } else { &Instruction::I32Add });
        self.to().local_get(counter).i32_const(1).i32_sub().local_tee(counter).br_if(0).end();
    }

    /// A block with parameters and several results.
    pub(super) fn block_of_a_type(&mut self, depth: u32) {
        let ty = self.draw.index(self.shape.types.len());
        let Signature { parameters, results } = &self.shape.types[ty];
        for parameter in parameters {
            self.expression(*parameter, depth.min(1));
        }
        self.to().block(BlockType::FunctionType(u32::try_from(ty).expect("a few types")));
        self.labels.push(results.clone());
        for parameter in parameters.iter().rev() {
            self.put_away(*parameter);
        }
        self.statements(2, depth);
        for result in results {
            self.expression(*result, depth);
        }
        self.labels.pop();
        self.to().end();
        for result in results.iter().rev() {
            self.put_away(*result);
        }
    }

    /// Goes somewhere, or does not.
    pub(super) fn branch(&mut self, depth: u32) {
        let guarded = !self.draw.one_in(4);
        if guarded {
            self.comparison(depth.min(1));
            self.to().if_(BlockType::Empty);
            self.labels.push(Vec::new());
        }
        let label = self.draw.index(self.labels.len());
        let types = self.labels[label].clone();
        for ty in &types {
            self.expression(*ty, depth.min(1));
        }
        let relative = |label: usize| u32::try_from(self.labels.len() - 1 - label).expect("a few labels");
        let target = relative(label);
        let alike: Vec<u32> =
            (0..self.labels.len()).filter(|label| self.labels[*label] == types).map(relative).collect();
        match self.draw.below(4) {
            0 if label == 0 => {
                self.to().return_();
            }
            1 => {
                self.expression(I32, depth.min(1));
                self.to().br_table(alike, target);
            }
            2 => {
                self.expression(I32, depth.min(1));
                self.to().br_if(target);
                for ty in types.iter().rev() {
                    self.put_away(*ty);
                }
            }
            _ => {
                self.to().br(target);
            }
        }
        if guarded {
            self.labels.pop();
            self.to().end();
        }
    }

    /// One of several, by number.
    pub(super) fn switch(&mut self, depth: u32) {
        let arms = 1 + self.draw.below(3);
        for _ in 0..=arms {
            self.to().block(BlockType::Empty);
            self.labels.push(Vec::new());
        }
        self.expression(I32, depth);
        if self.draw.one_in(2) {
            self.to().i32_const(3).i32_and();
        }
        self.to().br_table(0..arms, arms);
        for _ in 0..arms {
            self.labels.pop();
            self.to().end();
            self.statements(1, depth);
        }
        self.labels.pop();
        self.to().end();
    }

    /// Calls a function and puts its results away.
    pub(super) fn call(&mut self, depth: u32) {
        let functions = super::shape::index(self.shape.functions.len());
        let function = self.draw.below(functions);
        self.call_of(function, depth);
        for result in self.shape.type_of(function).1.results.iter().rev() {
            self.put_away(*result);
        }
    }

    /// Calls a function that gives one value of this type.
    pub(super) fn call_for(&mut self, ty: ValType, depth: u32) {
        let functions = super::shape::index(self.shape.functions.len());
        let fits = |function: &u32| self.shape.type_of(*function).1.results == [ty];
        let fits: Vec<u32> = (0..functions).filter(fits).collect();
        match self.draw.choose(&fits) {
            Some(function) => self.call_of(function, depth),
            None => self.constant(ty),
        }
    }

    /// A call that can come back to this function goes on only as long as a parameter lasts, mostly.
    fn call_of(&mut self, function: u32, depth: u32) {
        let Signature { parameters, results } = self.shape.type_of(function).1;
        let is_host = function < super::shape::index(0);
        let goes_back = !is_host && function <= self.function;
        if !goes_back || self.draw.one_in(8) {
            for parameter in parameters {
                self.expression(*parameter, depth.min(2));
            }
            self.to().call(function);
            return;
        }
        let counts_down = self.locals.first() == Some(&I64) && parameters.first() == Some(&I64);
        let block = match results.as_slice() {
            [] => BlockType::Empty,
            [result] => BlockType::Result(*result),
            _ => {
                // No block type of these results need exist.
                for result in results {
                    self.constant(*result);
                }
                return;
            }
        };
        if !counts_down {
            for result in results {
                self.constant(*result);
            }
            return;
        }
        self.to().local_get(0).i64_const(0).i64_gt_s().if_(block);
        self.labels.push(results.clone());
        self.to().local_get(0).i64_const(1).i64_sub();
        for parameter in &parameters[1..] {
            self.leaf(*parameter);
        }
        self.to().call(function);
        if !results.is_empty() {
            self.to().else_();
            for result in results {
                self.constant(*result);
            }
        }
        self.labels.pop();
        self.to().end();
    }

    /// Calls through a table for a value of this type, if all goes well.
    pub(super) fn call_indirect_for(&mut self, ty: ValType, depth: u32) {
        let by_name = (0..).zip(&self.shape.types).filter(|(_, known)| known.results == [ty]);
        let by_name: Vec<u32> = by_name.map(|(at, _)| at).collect();
        let there: Vec<(u32, u32)> =
            self.shape.placed().filter(|(_, at)| by_name.contains(at)).map(|(element, at)| (at, element)).collect();
        let known = if self.draw.one_in(4) { None } else { self.draw.choose(&there) };
        let (Some(signature), tables @ 1..) = (self.draw.choose(&by_name), self.shape.tables.len()) else {
            return self.constant(ty);
        };
        if known.is_none() && !self.draw.one_in(4) {
            return self.leaf(ty);
        }
        let table = u32::try_from(self.draw.index(tables)).expect("a few tables");
        let (table, signature) = known.map_or((table, signature), |(signature, _)| (0, signature));
        for parameter in &self.shape.signature(signature).parameters {
            self.expression(*parameter, depth.min(1));
        }
        match known {
            Some((_, element)) => {
                self.to().i32_const(element.cast_signed());
            }
            None => self.element(table),
        }
        self.to().call_indirect(table, signature);
    }

    /// An index into a table, mostly inside it.
    pub(super) fn element(&mut self, table: u32) {
        let elements = self.shape.tables[usize::try_from(table).expect("a few tables")].0;
        let element = if self.draw.one_in(16) {
            super::draw::low(self.draw.number())
        } else {
            self.draw.below(elements).cast_signed()
        };
        self.to().i32_const(element);
    }

    /// A function, or none.
    pub(super) fn reference(&mut self) {
        let referable = self.shape.referable();
        match self.draw.choose(&referable).filter(|_| self.draw.one_in(2)) {
            Some(function) => self.to().ref_func(function),
            None => self.to().ref_null(HeapType::FUNC),
        };
    }
}
