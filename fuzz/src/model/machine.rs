//! One call: frames, labels and values, and the instructions that move between them.

use runtime::{PAGE_BYTES, Trap};
use wasmparser::{BlockType, Operator};

use super::function::Function;
use super::host::Host;
use super::meter::{self, Meter, price};
use super::module::{Mode, Module, NULL, size};
use super::numeric::{self, from_i32, index, low};
use super::weight::Counting;

/// A call that ended otherwise than by returning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stopped(pub Trap);

/// An instance and the call that it runs.
pub(super) struct Machine<'m, 'w> {
    pub module: &'m Module<'w>,
    pub host: &'m mut Host,
    pub meter: Meter,
    pub memory: Vec<u8>,
    pub tables: Vec<Vec<u64>>,
    /// What is left of each segment: nothing once it is dropped.
    pub data: Vec<&'m [u8]>,
    pub elements: Vec<&'m [u64]>,
    globals: Vec<u64>,
    pub values: Vec<u64>,
    labels: Vec<Label>,
    frames: Vec<Frame<'m, 'w>>,
    /// `STACK-1`.
    height: u64,
}

struct Frame<'m, 'w> {
    function: &'m Function<'w>,
    /// The next instruction.
    place: usize,
    /// Where its parameters and locals are among the values; operands follow.
    base: usize,
    /// How many labels there were before.
    labels: usize,
}

/// Where a branch goes.
struct Label {
    /// The `loop`, or the `end` of a block.
    target: usize,
    is_loop: bool,
    /// How many values a branch takes along, and how many there are below those.
    arity: usize,
    height: usize,
}

impl<'m, 'w> Machine<'m, 'w> {
    /// A fresh instance (`CALL-2`).
    pub(super) fn new(module: &'m Module<'w>, host: &'m mut Host, meter: Meter) -> Self {
        let mut memory = vec![0; size(module.memory.map_or(0, |pages| pages.minimum) * PAGE_BYTES)];
        let mut tables: Vec<_> = module.tables.iter().map(|table| table.elements.clone()).collect();
        let (mut data, mut elements) = (Vec::new(), Vec::new());
        for segment in &module.elements {
            if let Mode::Active { table, start } = segment.mode {
                tables[table][start..start + segment.items.len()].copy_from_slice(&segment.items);
            }
            let passive = matches!(segment.mode, Mode::Passive);
            elements.push(if passive { segment.items.as_slice() } else { &[] });
        }
        for segment in &module.data {
            if let Mode::Active { start, .. } = segment.mode {
                memory[start..start + segment.items.len()].copy_from_slice(&segment.items);
            }
            let passive = matches!(segment.mode, Mode::Passive);
            data.push(if passive { segment.items.as_slice() } else { &[] });
        }
        let globals = module.globals.clone();
        let (values, labels, frames) = (Vec::new(), Vec::new(), Vec::new());
        Self { module, host, meter, memory, tables, data, elements, globals, values, labels, frames, height: 0 }
    }

    /// Calls a function of the module and runs until it returns or is stopped.
    pub(super) fn run(&mut self, function: u32, arguments: &[i64]) -> Result<i64, Stopped> {
        self.values.extend(arguments.iter().map(|argument| argument.cast_unsigned()));
        self.call(function)?;
        while let Some(frame) = self.frames.last_mut() {
            let (function, place) = (frame.function, frame.place);
            frame.place += 1;
            self.step(function, place)?;
        }
        Ok(self.pop().cast_signed())
    }

    pub(super) fn pop(&mut self) -> u64 {
        self.values.pop().expect("a valid module")
    }

    pub(super) fn pop_index(&mut self) -> u32 {
        low(self.pop())
    }

    fn step(&mut self, function: &'m Function<'w>, place: usize) -> Result<(), Stopped> {
        let operator = &function.operators[place];
        self.meter.charge(price(operator));
        if function.has_hole_before(place) {
            self.meter.charge(meter::HOLE);
        }
        match operator {
            Operator::Nop => {}
            Operator::Unreachable => return Err(Stopped(Trap::Unreachable)),
            Operator::Block { blockty } => self.enter_block(*blockty, function.ends[place].0, false),
            Operator::Loop { blockty } => {
                self.enter_block(*blockty, place, true);
                self.meter.check()?;
            }
            Operator::If { blockty } => self.begin_if(function, place, *blockty),
            // The end of the first branch: past the end of the second, before which there may be a hole.
            Operator::Else => {
                self.labels.pop();
                self.frame().place = function.ends[place].0 + 1;
            }
            Operator::End if place + 1 == function.operators.len() => self.leave(),
            Operator::End => {
                self.labels.pop();
            }
            Operator::Br { relative_depth } => self.branch(*relative_depth)?,
            Operator::BrIf { relative_depth } => {
                if self.pop() != 0 {
                    self.branch(*relative_depth)?;
                }
            }
            Operator::BrTable { targets } => {
                let chosen = index(self.pop_index());
                let chosen = targets.targets().nth(chosen).filter(|_| chosen < index(targets.len()));
                let chosen = chosen.map_or(targets.default(), |target| target.expect("a valid module"));
                self.branch(chosen)?;
            }
            Operator::Return => {
                // `STACK-4`: in a counted function it is a branch.
                self.meter.charge(u64::from(matches!(function.counting, Counting::Inside(_))));
                self.leave();
            }
            Operator::Call { function_index } => self.call(*function_index)?,
            Operator::CallIndirect { type_index, table_index } => self.call_indirect(*type_index, *table_index)?,
            _ => return self.plain(operator),
        }
        Ok(())
    }

    /// Instructions that move nowhere.
    fn plain(&mut self, operator: &Operator<'w>) -> Result<(), Stopped> {
        match operator {
            Operator::Drop => {
                self.pop();
            }
            Operator::Select | Operator::TypedSelect { .. } => {
                let (condition, second) = (self.pop(), self.pop());
                if condition == 0 {
                    self.pop();
                    self.values.push(second);
                }
            }
            Operator::I32Const { value } => self.values.push(from_i32(*value)),
            Operator::I64Const { value } => self.values.push(value.cast_unsigned()),
            Operator::LocalGet { local_index } => {
                let local = *self.local(*local_index);
                self.values.push(local);
            }
            Operator::LocalSet { local_index } => *self.local(*local_index) = self.pop(),
            Operator::LocalTee { local_index } => {
                let value = self.pop();
                *self.local(*local_index) = value;
                self.values.push(value);
                let is_spilled = self.frame().function.spilled.is_some();
                self.meter.charge(is_spilled.into());
            }
            Operator::GlobalGet { global_index } => self.values.push(self.globals[index(*global_index)]),
            Operator::GlobalSet { global_index } => self.globals[index(*global_index)] = self.pop(),
            Operator::RefNull { .. } => self.values.push(NULL),
            Operator::RefIsNull => {
                let is_null = self.pop() == NULL;
                self.values.push(is_null.into());
            }
            Operator::RefFunc { function_index } => self.values.push(u64::from(*function_index) + 1),
            _ => {
                if let Some(done) = numeric::execute(operator, &mut self.values) {
                    return done;
                }
                if let Some(done) = self.memory_instruction(operator) {
                    return done;
                }
                let done = self.table_instruction(operator);
                return done.unwrap_or_else(|| panic!("admitted, but unknown to the model: {operator:?}"));
            }
        }
        Ok(())
    }

    fn frame(&mut self) -> &mut Frame<'m, 'w> {
        self.frames.last_mut().expect("an instruction is in a function")
    }

    fn local(&mut self, local: u32) -> &mut u64 {
        let base = self.frame().base;
        &mut self.values[base + index(local)]
    }

    fn enter_block(&mut self, ty: BlockType, target: usize, is_loop: bool) {
        let (parameters, results) = self.module.arity(ty);
        let arity = if is_loop { parameters } else { results };
        self.labels.push(Label { target, is_loop, arity, height: self.values.len() - parameters });
    }

    fn begin_if(&mut self, function: &Function<'_>, place: usize, ty: BlockType) {
        let (end, otherwise) = function.ends[place];
        let condition = self.pop() != 0;
        match otherwise {
            _ if condition => self.enter_block(ty, end, false),
            Some(otherwise) => {
                self.enter_block(ty, end, false);
                self.frame().place = otherwise + 1;
            }
            None => self.frame().place = end + 1,
        }
    }

    fn branch(&mut self, depth: u32) -> Result<(), Stopped> {
        let labels = self.frame().labels;
        let Some(place) = self.labels.len().checked_sub(index(depth) + 1).filter(|place| *place >= labels) else {
            self.leave();
            return Ok(());
        };
        let Label { target, is_loop, arity, height } = self.labels[place];
        self.keep(arity, height);
        self.labels.truncate(if is_loop { place + 1 } else { place });
        self.frame().place = target + 1;
        if is_loop { self.meter.check() } else { Ok(()) }
    }

    /// Moves this many values from the top down to a height.
    fn keep(&mut self, count: usize, height: usize) {
        let top = self.values.len() - count;
        self.values.drain(height..top);
    }

    fn call_indirect(&mut self, type_index: u32, table: u32) -> Result<(), Stopped> {
        let element = index(self.pop_index());
        let reference = self.tables[index(table)].get(element).ok_or(Stopped(Trap::TableOutOfBounds))?;
        let function = low(reference.checked_sub(1).ok_or(Stopped(Trap::NullElement))?);
        if self.module.type_of(function) != self.module.type_at(type_index) {
            return Err(Stopped(Trap::SignatureMismatch));
        }
        self.call(function)
    }

    fn call(&mut self, function: u32) -> Result<(), Stopped> {
        let module = self.module;
        let base = self.values.len() - module.type_of(function).params().len();
        if let Some(hostcall) = module.imports.get(index(function)) {
            let arguments = self.values.split_off(base);
            let memory = module.exports_memory.then_some(self.memory.as_slice());
            self.values.extend(self.host.call(*hostcall, &arguments, memory, &mut self.meter)?);
            return Ok(());
        }
        let function = &module.functions[index(function) - module.imports.len()];
        self.meter.charge(meter::ENTER);
        self.meter.check()?;
        if let Some(units) = function.counting.units() {
            self.meter.charge(meter::COUNT);
            self.height += units;
            let limit = self.host.limits().stack_height;
            if self.height > u64::from(limit) {
                let height = u32::try_from(self.height).expect("weights are capped");
                return Err(Stopped(Trap::StackExhausted { height, limit }));
            }
        }
        if let Counting::Before(_) = function.counting {
            let parameters = u64::try_from(module.type_at(function.type_index).params().len()).expect("a limit");
            self.meter.charge(function.spilled.map_or(parameters, |locals| meter::SPILL * locals));
            self.meter.charge(meter::CALL_MOVED);
            self.meter.charge(meter::ENTER);
            self.meter.check()?;
        }
        if function.holes.is_some() {
            self.meter.charge(meter::ENTER_CROWDED);
        }
        self.values.resize(self.values.len() + function.locals, NULL);
        self.frames.push(Frame { function, place: 0, base, labels: self.labels.len() });
        Ok(())
    }

    /// Returns from the function, with its results.
    fn leave(&mut self) {
        let frame = self.frames.pop().expect("an instruction is in a function");
        let results = self.module.type_at(frame.function.type_index).results().len();
        self.keep(results, frame.base);
        self.labels.truncate(frame.labels);
        self.meter.charge(meter::FILL_BACK * frame.function.spilled.unwrap_or(0));
        if let Some(units) = frame.function.counting.units() {
            self.meter.charge(meter::COUNT_BACK);
            self.height -= units;
        }
    }
}
