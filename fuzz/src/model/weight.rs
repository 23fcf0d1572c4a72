//! What a function weighs and how it is counted (`STACK-2`, `STACK-4`).

use runtime::Limits;
use wasmparser::{BlockType, ContType, FrameKind, FuncType, ModuleArity, Operator, RefType, SubType};

/// `STACK-2`: what any function weighs at least, on top of its values.
const FRAME: u64 = 16;

/// How a function is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    Not,
    /// In itself.
    Inside(u64),
    /// By a function that calls it, with this many parameters.
    Before(u64),
}

impl Counting {
    pub(super) fn units(self) -> Option<u64> {
        match self {
            Self::Not => None,
            Self::Inside(units) | Self::Before(units) => Some(units),
        }
    }
}

/// Adds up over a function's instructions.
pub(super) struct Weight {
    values: u64,
    signature: u64,
    widest_call: u64,
    calls: bool,
}

impl Weight {
    pub(super) fn new(ty: &FuncType, locals: usize) -> Self {
        let signature = signature(ty);
        Self { values: signature + size(locals), signature, widest_call: 0, calls: false }
    }

    /// A call of this type, of a function of the module or of the host.
    pub(super) fn call(&mut self, ty: &FuncType, of_the_module: bool) {
        self.values += size(ty.results().len());
        self.widest_call = self.widest_call.max(signature(ty));
        self.calls |= of_the_module;
    }

    /// A block with these parameters and results.
    pub(super) fn block(&mut self, parameters: usize, results: usize) {
        self.values += size(parameters + results);
    }

    /// Any other instruction.
    pub(super) fn instruction(&mut self, operator: &Operator<'_>) {
        self.values += u64::from(yields_a_value(operator) || matches!(operator, Operator::LocalSet { .. }));
    }

    pub(super) fn counting(&self, limits: &Limits) -> Counting {
        let weight = self.frame();
        if weight > u64::from(limits.uncounted_frame_height) {
            self.before(limits, weight)
        } else if self.calls {
            Counting::Inside(capped(limits, weight))
        } else {
            Counting::Not
        }
    }

    /// `LIMIT-6`: the function in its place keeps what is in the globals of so many locals.
    pub(super) fn counting_spilled(&self, limits: &Limits, locals: u64) -> Counting {
        self.before(limits, self.frame() + locals)
    }

    fn before(&self, limits: &Limits, weight: u64) -> Counting {
        Counting::Before(capped(limits, weight + self.signature + self.signature.max(FRAME)))
    }

    fn frame(&self) -> u64 {
        self.values + self.widest_call.max(FRAME)
    }
}

/// A weight over the limit counts as one over it.
fn capped(limits: &Limits, weight: u64) -> u64 {
    weight.min(u64::from(limits.stack_height) + 1)
}

fn signature(ty: &FuncType) -> u64 {
    size(ty.params().len() + ty.results().len())
}

fn size(count: usize) -> u64 {
    u64::try_from(count).expect("a count fits")
}

/// Of instructions that are neither calls nor blocks. The parser's own table knows all but those that depend on labels, which yield
/// nothing.
fn yields_a_value(operator: &Operator<'_>) -> bool {
    operator.operator_arity(&NoModule).is_some_and(|(_, results)| results > 0)
}

/// Stands where the parser asks for what depends on the module.
struct NoModule;

impl ModuleArity for NoModule {
    fn sub_type_at(&self, _: u32) -> Option<&SubType> {
        None
    }

    fn tag_type_arity(&self, _: u32) -> Option<(u32, u32)> {
        None
    }

    fn type_index_of_function(&self, _: u32) -> Option<u32> {
        None
    }

    fn func_type_of_cont_type(&self, _: &ContType) -> Option<&FuncType> {
        None
    }

    fn sub_type_of_ref_type(&self, _: &RefType) -> Option<&SubType> {
        None
    }

    fn control_stack_height(&self) -> u32 {
        0
    }

    fn label_block(&self, _: u32) -> Option<(BlockType, FrameKind)> {
        None
    }
}
