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
//! in its place counts, calls it, and counts back; so does a spilled one, whose locals go to globals (`spill.rs`). The counter, these
//! globals, new types and moved functions go last, so no index moves here (`order.rs` moves functions). Crowded functions get holes on the way, whether they are counted
//! or not.

use std::collections::BTreeMap;

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
use super::order::{order, reordered};
use super::spill::{shared_globals, zero};
use super::{COUNTER_EXPORT, Counting, Plan, Spilled};

/// The module with its functions counted by `plan`, and in its order. The input is admitted, so a failure is a bug of this project.
pub(crate) fn rewrite(wasm: &[u8], plan: &Plan) -> Result<Vec<u8>, Error> {
    let changed = changed(wasm, plan)?;
    match order(plan) {
        Some(order) => reordered(&changed, plan.imported_functions, &order),
        None => Ok(changed),
    }
}

fn changed(wasm: &[u8], plan: &Plan) -> Result<Vec<u8>, Error> {
    let mut module = Module::new();
    let shared_globals = shared_globals(plan.spilled.values());
    let mut rewriting =
        Rewriting { plan, shared_globals, body: 0, has_globals: false, result_types: Vec::new(), moved: Vec::new() };
    rewriting.plan_result_types();
    rewriting.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Rewriting<'m> {
    plan: &'m Plan,
    /// Globals that have the locals of spilled functions: how many of each type.
    shared_globals: BTreeMap<wasmparser::ValType, u32>,
    /// Index of the next function body.
    body: usize,
    /// The counter and the globals after it are written.
    has_globals: bool,
    /// Types of functions that have the results of these types and no parameters, in this order: of the blocks in counted functions with several
    /// results, and of spilled functions.
    result_types: Vec<u32>,
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

    fn plan_result_types(&mut self) {
        for (function, counting) in self.plan.functions.iter().enumerate() {
            let type_index = match *counting {
                Counting::Weight { type_index, .. } if self.results(type_index).len() > 1 => type_index,
                Counting::Before { type_index, .. } if self.plan.spilled.contains_key(&function) => type_index,
                _ => continue,
            };
            if !self.result_types.contains(&type_index) {
                self.result_types.push(type_index);
            }
        }
    }

    /// Index of the type with the same results and no parameters.
    fn result_type(&self, type_index: u32) -> u32 {
        let added = self.result_types.iter().position(|of| *of == type_index).unwrap_or_default();
        u32::try_from(self.plan.types.len().saturating_add(added)).unwrap_or(u32::MAX)
    }

    fn block(&mut self, type_index: u32) -> Result<BlockType, Error> {
        Ok(match self.results(type_index) {
            [] => BlockType::Empty,
            [result] => BlockType::Result(self.val_type(*result)?),
            _ => BlockType::FunctionType(self.result_type(type_index)),
        })
    }

    /// Index of the global that is always one, which the compiler cannot know.
    fn one(&self) -> u32 {
        self.plan.globals.saturating_add(u32::from(self.plan.counts()))
    }

    /// Index of the first global that has locals.
    fn first_shared(&self) -> u32 {
        self.one().saturating_add(u32::from(!self.plan.holes.is_empty()))
    }

    fn add_globals(&mut self, globals: &mut GlobalSection) -> Result<(), Error> {
        let mut add = |val_type, value: &ConstExpr| {
            globals.global(GlobalType { val_type, mutable: true, shared: false }, value);
        };
        if self.plan.counts() {
            add(ValType::I32, &ConstExpr::i32_const(0));
        }
        if !self.plan.holes.is_empty() {
            add(ValType::I32, &ConstExpr::i32_const(1));
        }
        for (ty, most) in self.shared_globals.clone() {
            let zero = ConstExpr::extended([zero(ty)]);
            let ty = self.val_type(ty)?;
            for _ in 0..most {
                add(ty, &zero);
            }
        }
        self.has_globals = true;
        Ok(())
    }
}

impl Reencode for Rewriting<'_> {
    type Error = std::convert::Infallible;

    fn parse_type_section(&mut self, types: &mut TypeSection, section: TypeSectionReader<'_>) -> Result<(), Error> {
        utils::parse_type_section(self, types, section)?;
        for type_index in self.result_types.clone() {
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
        for (function, counting) in self.plan.functions.iter().enumerate() {
            if let Counting::Before { type_index, .. } = *counting {
                let is_spilled = self.plan.spilled.contains_key(&function);
                functions.function(if is_spilled { self.result_type(type_index) } else { type_index });
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
        self.add_globals(globals)?;
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
            self.add_globals(&mut globals)?;
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
        let spilled = self.plan.spilled.get(&self.body);
        self.body = self.body.saturating_add(1);
        match (counting, holes) {
            (Counting::Before { units, .. }, _) if let Some(spilled) = spilled => {
                self.spilled(code, &body, holes, spilled, units)?;
            }
            (Counting::Uncounted, None) => utils::parse_function_body(self, code, body)?,
            (Counting::Uncounted, Some(_)) => {
                code.function(&self.uncounted(&body, holes)?);
            }
            (Counting::Weight { units, type_index }, _) => {
                let mut function = self.new_function_with_parsed_locals(&body)?;
                self.enter(&mut function, units);
                let block = Instruction::Block(self.block(type_index)?);
                self.body(&mut function, &body, holes, None, Some(block))?;
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
        self.body(&mut function, body, holes, None, None)?;
        Ok(function)
    }

    /// A function that keeps what the shared globals have and fills them takes the place of one that has its locals there.
    fn spilled(
        &mut self,
        code: &mut CodeSection,
        body: &FunctionBody<'_>,
        holes: Option<&[u64]>,
        spilled: &Spilled,
        units: u32,
    ) -> Result<(), Error> {
        let types = spilled.locals.iter().map(|ty| self.val_type(*ty)).collect::<Result<Vec<_>, _>>()?;
        let globals = spilled.globals(self.first_shared(), &self.shared_globals);
        let mut function = Function::new_with_locals_types(types);
        self.enter(&mut function, units);
        spilled.enter(&mut function, &globals);
        function.instruction(&Instruction::Call(self.next_moved()));
        spilled.leave(&mut function, &globals);
        self.leave(&mut function, units);
        code.function(&function);
        let mut moved = Function::new([]);
        self.body(&mut moved, body, holes, Some(&globals), None)?;
        self.moved.push(moved);
        Ok(())
    }

    /// The body as it was but for holes, its last `end` included. In a block of its own, `return` leaves the block.
    fn body(
        &mut self,
        function: &mut Function,
        body: &FunctionBody<'_>,
        holes: Option<&[u64]>,
        globals: Option<&[u32]>,
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
        let global = |local: u32| globals?.get(crate::host::count(local)).copied();
        let mut holes = holes.unwrap_or_default().iter().peekable();
        let mut open_blocks = 0u32;
        let mut before = 0u64;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            let is_two = globals.is_some() && matches!(operator, Operator::LocalTee { .. });
            before = before.saturating_add(1 + u64::from(is_two));
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                    open_blocks = open_blocks.saturating_add(1);
                }
                Operator::End => open_blocks = open_blocks.saturating_sub(1),
                _ => {}
            }
            match operator {
                Operator::Return if in_a_block => function.instruction(&Instruction::Br(open_blocks)),
                Operator::LocalGet { local_index } if let Some(global) = global(local_index) => {
                    function.instruction(&Instruction::GlobalGet(global))
                }
                Operator::LocalSet { local_index } if let Some(global) = global(local_index) => {
                    function.instruction(&Instruction::GlobalSet(global))
                }
                Operator::LocalTee { local_index } if let Some(global) = global(local_index) => {
                    function.instruction(&Instruction::GlobalSet(global)).instruction(&Instruction::GlobalGet(global))
                }
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
