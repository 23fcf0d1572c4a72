//! One function: its locals, what can be branched to, and what there is room for.

use wasm_encoder::{Function, Instruction, InstructionSink, ValType};

use super::draw::{Draw, low};
use super::shape::{Shape, Signature, index};

/// Loops inside each other, at most: each has a counter of its own.
pub(super) const LOOPS_MAX: u32 = 3;
/// Statements and expressions of one function, at most.
const NODES_MAX: u32 = 50;
/// Statements and expressions inside each other, at most.
pub(super) const DEPTH_MAX: u32 = 4;

/// A function as far as it has been written.
pub(super) struct Body<'b, 'a> {
    pub draw: &'b mut Draw<'a>,
    pub shape: &'b Shape,
    code: Function,
    /// The function's own index.
    pub function: u32,
    /// Types of parameters and locals; the counters of loops come after them.
    pub locals: Vec<ValType>,
    /// How many loops are around here.
    pub loops: u32,
    /// What a branch to each label takes along, the function's own first.
    pub labels: Vec<Vec<ValType>>,
    nodes_left: u32,
}

impl<'b, 'a> Body<'b, 'a> {
    /// Draws the function at this place among those of the module.
    pub(super) fn draw(draw: &'b mut Draw<'a>, shape: &'b Shape, place: usize) -> Function {
        let function = index(place);
        let Signature { parameters, results } = shape.type_of(function).1;
        let mut locals = parameters.clone();
        let own = draw.index(4);
        locals.extend((0..own).map(|_| if draw.one_in(2) { ValType::I64 } else { ValType::I32 }));
        let counters = std::iter::repeat_n(ValType::I32, usize::try_from(LOOPS_MAX).expect("a few"));
        let declared = locals[parameters.len()..].iter().copied().chain(counters);
        let code = Function::new_with_locals_types(declared);
        let labels = vec![results.clone()];
        let mut body = Self { draw, shape, code, function, locals, loops: 0, labels, nodes_left: NODES_MAX };
        body.statements(8, DEPTH_MAX);
        for result in results {
            body.expression(*result, DEPTH_MAX);
        }
        body.to().end();
        body.code
    }

    /// Where instructions go.
    pub(super) fn to(&mut self) -> InstructionSink<'_> {
        self.code.instructions()
    }

    /// Writes an instruction chosen from a list.
    pub(super) fn put(&mut self, instruction: &Instruction<'_>) {
        self.code.instruction(instruction);
    }

    /// Whether to go no deeper.
    pub(super) fn is_leaf(&mut self, depth: u32) -> bool {
        self.nodes_left = self.nodes_left.saturating_sub(1);
        depth == 0 || self.nodes_left == 0 || self.draw.ended()
    }

    /// The counter of the innermost loop that is not yet one.
    pub(super) fn next_counter(&self) -> u32 {
        u32::try_from(self.locals.len()).expect("a few locals") + self.loops
    }

    /// A local of this type.
    pub(super) fn local(&mut self, ty: ValType) -> Option<u32> {
        let of_type: Vec<u32> = (0..).zip(&self.locals).filter(|(_, local)| **local == ty).map(|(at, _)| at).collect();
        self.draw.choose(&of_type)
    }

    /// A global of this type.
    pub(super) fn global(&mut self, ty: ValType, to_be_set: bool) -> Option<u32> {
        let globals = (0..).zip(&self.shape.globals);
        let fits = globals.filter(|(_, (global, mutable, _))| *global == ty && (*mutable || !to_be_set));
        let fits: Vec<u32> = fits.map(|(at, _)| at).collect();
        self.draw.choose(&fits)
    }

    pub(super) fn constant(&mut self, ty: ValType) {
        let value = self.draw.number();
        match ty {
            ValType::I64 => self.to().i64_const(value),
            _ => self.to().i32_const(low(value)),
        };
    }

    /// A value that costs one instruction.
    pub(super) fn leaf(&mut self, ty: ValType) {
        let place = if self.draw.one_in(2) { self.local(ty) } else { None };
        match place {
            Some(local) => {
                self.to().local_get(local);
            }
            None => self.constant(ty),
        }
    }

    /// Takes a value off the stack, into a local or nowhere.
    pub(super) fn put_away(&mut self, ty: ValType) {
        let place = if self.draw.one_in(2) { self.local(ty) } else { None };
        match place {
            Some(local) => self.to().local_set(local),
            None => self.to().drop(),
        };
    }
}
