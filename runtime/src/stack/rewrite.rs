//! Puts the counting into a module's code.
//!
//! ```wat
//! ;; before                          ;; after
//! (func (result i64)                 (func (result i64)
//!   body)                              (global.set $left (i32.sub (global.get $left) (i32.const WEIGHT)))
//!                                      (if (i32.lt_s (global.get $left) (i32.const 0)) (then unreachable))
//!                                      (block (result i64)
//!                                        body)          ;; `return` is now a branch to the block
//!                                      (global.set $left (i32.add (global.get $left) (i32.const WEIGHT))))
//! ```
//!
//! A branch to the function's end still means the same label. A function with a large frame is moved to the end as it is; the body
//! in its place counts, calls it, and counts back. The counter, new types and moved functions go last, so no index moves. Crowded
//! functions get holes on the way, whether they are counted or not.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType,
    Instruction, Module, SectionId, TypeSection, ValType,
};
use wasmparser::{
    CustomSectionReader, ExportSectionReader, FuncType, FunctionBody, FunctionSectionReader, GlobalSectionReader,
    Operator, Parser, TypeSectionReader,
};

use super::holes::{at_the_entry, hole};
use super::{COUNTER_EXPORT, Counting, Plan};

/// The module with its functions counted by `plan`. The input is admitted, so a failure is a bug of this project.
pub(crate) fn rewrite(wasm: &[u8], plan: &Plan) -> Result<Vec<u8>, Error> {
    let mut module = Module::new();
    let mut rewriting = Rewriting { plan, body: 0, has_globals: false, block_types: Vec::new(), moved: Vec::new() };
    rewriting.plan_block_types();
    rewriting.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Rewriting<'m> {
    plan: &'m Plan,
    /// Index of the next function body.
    body: usize,
    /// The counter and the globals after it are written.
    has_globals: bool,
    /// Types of functions with several results that are counted. Their blocks have types of their own, in this order.
    block_types: Vec<u32>,
    /// Functions that go to the end.
    moved: Vec<Function>,
}

impl Rewriting<'_> {
    fn results(&self, type_index: u32) -> &[wasmparser::ValType] {
        usize::try_from(type_index).ok().and_then(|index| self.plan.types.get(index)).map_or(&[], FuncType::results)
    }

    /// Index of the counter: the first after the module's own globals.
    fn counter(&self) -> u32 {
        self.plan.globals
    }

    fn plan_block_types(&mut self) {
        for counting in &self.plan.functions {
            if let Counting::Weight { type_index, .. } = *counting
                && self.results(type_index).len() > 1
                && !self.block_types.contains(&type_index)
            {
                self.block_types.push(type_index);
            }
        }
    }

    fn block(&mut self, type_index: u32) -> Result<BlockType, Error> {
        Ok(match self.results(type_index) {
            [] => BlockType::Empty,
            [result] => BlockType::Result(self.val_type(*result)?),
            _ => {
                let added = self.block_types.iter().position(|of| *of == type_index).unwrap_or_default();
                BlockType::FunctionType(u32::try_from(self.plan.types.len().saturating_add(added)).unwrap_or(u32::MAX))
            }
        })
    }

    /// Index of the global that is always one, which the compiler cannot know.
    fn one(&self) -> u32 {
        self.plan.globals.saturating_add(u32::from(self.plan.counts()))
    }

    fn add_globals(&mut self, globals: &mut GlobalSection) {
        let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        if self.plan.counts() {
            globals.global(ty, &ConstExpr::i32_const(0));
        }
        if !self.plan.holes.is_empty() {
            globals.global(ty, &ConstExpr::i32_const(1));
        }
        self.has_globals = true;
    }
}

impl Reencode for Rewriting<'_> {
    type Error = std::convert::Infallible;

    fn parse_type_section(&mut self, types: &mut TypeSection, section: TypeSectionReader<'_>) -> Result<(), Error> {
        utils::parse_type_section(self, types, section)?;
        for type_index in self.block_types.clone() {
            let results = self.results(type_index).to_vec();
            let results = results.into_iter().map(|result| self.val_type(result)).collect::<Result<Vec<_>, _>>()?;
            types.ty().function([], results);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_function_section(self, functions, section)?;
        for counting in &self.plan.functions {
            if let Counting::Before { type_index, .. } = *counting {
                functions.function(type_index);
            }
        }
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_global_section(self, globals, section)?;
        self.add_globals(globals);
        Ok(())
    }

    fn intersperse_section_hook(
        &mut self,
        module: &mut Module,
        _after: Option<SectionId>,
        before: Option<SectionId>,
    ) -> Result<(), Error> {
        // A module without globals gets a section for the counter, before the first that must come after it.
        let comes_after_globals = matches!(
            before,
            None | Some(
                SectionId::Export
                    | SectionId::Start
                    | SectionId::Element
                    | SectionId::DataCount
                    | SectionId::Code
                    | SectionId::Data
            )
        );
        if comes_after_globals && !self.has_globals {
            let mut globals = GlobalSection::new();
            self.add_globals(&mut globals);
            module.section(&globals);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        if self.plan.counts() {
            exports.export(COUNTER_EXPORT, ExportKind::Global, self.counter());
        }
        Ok(())
    }

    /// A valid module may hold custom sections that are malformed, names among them. They mean nothing, so such a one is left out.
    fn parse_custom_section(&mut self, module: &mut Module, section: CustomSectionReader<'_>) -> Result<(), Error> {
        utils::parse_custom_section(self, module, section).or(Ok(()))
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error> {
        let counting = self.plan.functions.get(self.body).copied().unwrap_or(Counting::Uncounted);
        let holes = self.plan.holes.get(&self.body).map(Vec::as_slice);
        self.body = self.body.saturating_add(1);
        match (counting, holes) {
            (Counting::Uncounted, None) => utils::parse_function_body(self, code, body)?,
            (Counting::Uncounted, Some(_)) => {
                code.function(&self.uncounted(&body, holes)?);
            }
            (Counting::Weight { units, type_index }, _) => {
                let mut function = self.new_function_with_parsed_locals(&body)?;
                self.enter(&mut function, units);
                let block = Instruction::Block(self.block(type_index)?);
                self.body(&mut function, &body, holes, Some(block))?;
                self.leave(&mut function, units);
                code.function(&function);
            }
            (Counting::Before { units, type_index }, _) => {
                let mut function = Function::new([]);
                self.enter(&mut function, units);
                for parameter in 0..self.parameters(type_index) {
                    function.instruction(&Instruction::LocalGet(parameter));
                }
                function.instruction(&Instruction::Call(self.next_moved()));
                self.leave(&mut function, units);
                code.function(&function);
                let moved = self.uncounted(&body, holes)?;
                self.moved.push(moved);
            }
        }
        if self.body == self.plan.functions.len() {
            for moved in self.moved.drain(..) {
                code.function(&moved);
            }
        }
        Ok(())
    }
}

impl Rewriting<'_> {
    /// Takes the weight off what is left, or stops.
    fn enter(&self, function: &mut Function, units: u32) {
        let (get, set) = (Instruction::GlobalGet(self.counter()), Instruction::GlobalSet(self.counter()));
        for instruction in [&get, &weight(units), &Instruction::I32Sub, &set, &get, &Instruction::I32Const(0)] {
            function.instruction(instruction);
        }
        for instruction in
            [Instruction::I32LtS, Instruction::If(BlockType::Empty), Instruction::Unreachable, Instruction::End]
        {
            function.instruction(&instruction);
        }
    }

    /// Gives the weight back, and ends the function.
    fn leave(&self, function: &mut Function, units: u32) {
        let (get, set) = (Instruction::GlobalGet(self.counter()), Instruction::GlobalSet(self.counter()));
        for instruction in [&get, &weight(units), &Instruction::I32Add, &set, &Instruction::End] {
            function.instruction(instruction);
        }
    }

    fn parameters(&self, type_index: u32) -> u32 {
        let ty = usize::try_from(type_index).ok().and_then(|index| self.plan.types.get(index));
        ty.and_then(|ty| u32::try_from(ty.params().len()).ok()).unwrap_or_default()
    }

    /// Index of the function that is moved next: after all that the module has.
    fn next_moved(&self) -> u32 {
        let before = self.plan.functions.len().saturating_add(self.moved.len());
        self.plan.imported_functions.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }

    fn uncounted(&mut self, body: &FunctionBody<'_>, holes: Option<&[u64]>) -> Result<Function, Error> {
        let mut function = self.new_function_with_parsed_locals(body)?;
        self.body(&mut function, body, holes, None)?;
        Ok(function)
    }

    /// The body as it was but for holes, its last `end` included. In a block of its own, `return` leaves the block.
    fn body(
        &mut self,
        function: &mut Function,
        body: &FunctionBody<'_>,
        holes: Option<&[u64]>,
        block: Option<Instruction<'_>>,
    ) -> Result<(), Error> {
        let one = self.one();
        if holes.is_some() {
            at_the_entry(function, one);
        }
        let in_a_block = block.is_some();
        if let Some(block) = block {
            function.instruction(&block);
        }
        let mut holes = holes.unwrap_or_default().iter().peekable();
        let mut open_blocks = 0u32;
        for (before, operator) in (1u64..).zip(body.get_operators_reader()?) {
            let operator = operator?;
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                    open_blocks = open_blocks.saturating_add(1);
                }
                Operator::End => open_blocks = open_blocks.saturating_sub(1),
                _ => {}
            }
            match operator {
                Operator::Return if in_a_block => function.instruction(&Instruction::Br(open_blocks)),
                _ => function.instruction(&self.instruction(operator)?),
            };
            if holes.next_if_eq(&&before).is_some() {
                hole(function, one);
            }
        }
        Ok(())
    }
}

fn weight(units: u32) -> Instruction<'static> {
    Instruction::I32Const(i32::try_from(units).unwrap_or(i32::MAX))
}
