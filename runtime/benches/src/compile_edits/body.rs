//! A function's body as it is edited.

use wasm_encoder::{Function, Instruction as Encoded};
use wasmparser::{
    BinaryReaderError, BlockType, FuncToValidate, FuncValidatorAllocations, FunctionBody, Operator, ValType,
    ValidatorResources,
};

/// One instruction, with what edits change of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instruction {
    Local {
        operation: LocalOperation,
        local: u32,
    },
    Branch {
        is_conditional: bool,
        depth: u32,
    },
    Table {
        targets: Vec<u32>,
        default: u32,
    },
    /// A `block`, `loop` or `if`.
    Open {
        bytes: Vec<u8>,
        is_if: bool,
        is_plain: bool,
    },
    Else,
    End,
    Other(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalOperation {
    Get,
    Set,
    Tee,
}

#[derive(Debug, Clone)]
pub struct Body {
    parameters: u32,
    /// Of every local, parameters included.
    pub types: Vec<ValType>,
    pub instructions: Vec<Instruction>,
    /// In front of each instruction: the construct that it is in, if the operand stack has what it had where that began, and some way leads there.
    pub places: Vec<Option<Place>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The instruction that opened the construct, counted from 1; 0 is the body.
    pub construct: usize,
    /// Constructs around.
    pub depth: u32,
}

impl Body {
    pub fn read(
        function: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'_>,
    ) -> Result<Self, BinaryReaderError> {
        let mut validator = function.into_validator(FuncValidatorAllocations::default());
        let parameters = validator.len_locals();
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader)?;
        let types = (0..validator.len_locals()).filter_map(|local| validator.get_local_type(local)).collect();
        let (mut instructions, mut places, mut open) = (Vec::new(), Vec::new(), vec![0]);
        let text = body.as_bytes();
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let place = validator
                .get_control_frame(0)
                .filter(|frame| !frame.unreachable && frame.height == validator.operand_stack_height() as usize);
            let depth = validator.control_stack_height() - 1;
            places.push(place.and(open.last()).map(|construct| Place { construct: *construct, depth }));
            let start = operators.original_position();
            let (operator, offset) = operators.read_with_offset()?;
            validator.op(offset, &operator)?;
            let from = body.range().start;
            let bytes = &text[start - from..operators.original_position() - from];
            match &operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                    open.push(instructions.len() + 1);
                }
                Operator::End => drop(open.pop()),
                _ => {}
            }
            instructions.push(Instruction::read(&operator, bytes));
        }
        Ok(Self { parameters, types, instructions, places })
    }

    /// One of the same type, in which nothing is done.
    pub fn emptied(&self) -> Self {
        let types = self.types.iter().copied().take(self.parameters as usize).collect();
        let instructions = vec![Instruction::Other(vec![0x00]), Instruction::End];
        Self { parameters: self.parameters, types, instructions, places: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.instructions.len()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let own = self.types.iter().skip(self.parameters as usize);
        let encoded = own.map(|ty| match ty {
            ValType::I32 => wasm_encoder::ValType::I32,
            ValType::I64 => wasm_encoder::ValType::I64,
            _ => wasm_encoder::ValType::FUNCREF,
        });
        let mut function = Function::new_with_locals_types(encoded);
        for instruction in &self.instructions {
            instruction.write(&mut function);
        }
        function.into_raw_body()
    }
}

impl Instruction {
    fn read(operator: &Operator<'_>, bytes: &[u8]) -> Self {
        let local = |operation, local| Self::Local { operation, local };
        match operator {
            Operator::LocalGet { local_index } => local(LocalOperation::Get, *local_index),
            Operator::LocalSet { local_index } => local(LocalOperation::Set, *local_index),
            Operator::LocalTee { local_index } => local(LocalOperation::Tee, *local_index),
            Operator::Br { relative_depth } => Self::Branch { is_conditional: false, depth: *relative_depth },
            Operator::BrIf { relative_depth } => Self::Branch { is_conditional: true, depth: *relative_depth },
            Operator::BrTable { targets } => {
                Self::Table { targets: targets.targets().filter_map(Result::ok).collect(), default: targets.default() }
            }
            Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty } => Self::Open {
                bytes: bytes.to_vec(),
                is_if: matches!(operator, Operator::If { .. }),
                is_plain: *blockty == BlockType::Empty,
            },
            Operator::Else => Self::Else,
            Operator::End => Self::End,
            _ => Self::Other(bytes.to_vec()),
        }
    }

    fn write(&self, function: &mut Function) {
        match self {
            Self::Local { operation: LocalOperation::Get, local } => function.instruction(&Encoded::LocalGet(*local)),
            Self::Local { operation: LocalOperation::Set, local } => function.instruction(&Encoded::LocalSet(*local)),
            Self::Local { operation: LocalOperation::Tee, local } => function.instruction(&Encoded::LocalTee(*local)),
            Self::Branch { is_conditional: true, depth } => function.instruction(&Encoded::BrIf(*depth)),
            Self::Branch { is_conditional: false, depth } => function.instruction(&Encoded::Br(*depth)),
            Self::Table { targets, default } => function.instruction(&Encoded::BrTable(targets.into(), *default)),
            Self::Else => function.instruction(&Encoded::Else),
            Self::End => function.instruction(&Encoded::End),
            Self::Open { bytes, .. } | Self::Other(bytes) => function.raw(bytes.iter().copied()),
        };
    }
}
