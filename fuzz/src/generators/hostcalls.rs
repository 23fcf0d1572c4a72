//! Puts hostcalls into a module that imports them.
//!
//! wasm-smith calls a function only where its arguments happen to lie on the stack, and then with random numbers: left alone, two
//! modules in a hundred ever reach a hostcall. Here calls with small numbers are put between its instructions, in loops and
//! blocks as they come. Each leaves the stack as it was, so a valid module stays valid.

use std::convert::Infallible;

use wasm_encoder::reencode::{self, Error, Reencode};
use wasm_encoder::{CodeSection, Function, HeapType, InstructionSink, Module};
use wasmparser::{AbstractHeapType, FunctionBody, Parser};

use crate::bytes::Bytes;

/// Function indices of the hostcalls that a module imports.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Imported {
    pub state_get: Option<u32>,
    pub state_set: Option<u32>,
    pub gas_consume: Option<u32>,
    pub event_emit: Option<u32>,
}

/// The module with hostcalls put in, as many as the bytes last, and with every `externref` made a `funcref`.
pub(super) fn put_in(wasm: &[u8], imported: Imported, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = Bytes(bytes);
    let gap = gap(&mut bytes);
    let mut rewriter = Rewriter { imported, bytes, gap };
    let mut module = Module::new();
    match rewriter.parse_core_module(&mut module, Parser::new(0), wasm) {
        Ok(()) => module.finish(),
        // Not one of wasm-smith's; admission says what is wrong with it.
        Err(_) => wasm.to_vec(),
    }
}

/// Instructions up to the next hostcall; none where the bytes have ended.
fn gap(bytes: &mut Bytes<'_>) -> Option<u8> {
    bytes.next().map(|byte| byte % 8)
}

struct Rewriter<'a> {
    imported: Imported,
    bytes: Bytes<'a>,
    gap: Option<u8>,
}

impl Reencode for Rewriter<'_> {
    type Error = Infallible;

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error<Infallible>> {
        let mut function: Function = self.new_function_with_parsed_locals(&body)?;
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            match self.gap {
                Some(0) => {
                    self.hostcall(&mut function.instructions());
                    self.gap = gap(&mut self.bytes);
                }
                Some(gap) => self.gap = Some(gap - 1),
                None => {}
            }
            function.instruction(&self.parse_instruction(&mut reader)?);
        }
        code.function(&function);
        Ok(())
    }

    /// wasm-smith has one switch for all reference types, the ABI allows function references only. Two types that were
    /// different become one, which keeps a valid module valid.
    fn heap_type(&mut self, ty: wasmparser::HeapType) -> Result<HeapType, Error<Infallible>> {
        let ty = match ty {
            wasmparser::HeapType::Abstract { shared, ty: AbstractHeapType::Extern } => {
                wasmparser::HeapType::Abstract { shared, ty: AbstractHeapType::Func }
            }
            other => other,
        };
        reencode::utils::heap_type(self, ty)
    }
}

impl Rewriter<'_> {
    fn hostcall(&mut self, to: &mut InstructionSink<'_>) {
        let Self { imported, bytes, .. } = self;
        let mut index = || bytes.index().cast_signed();
        match index() {
            0 | 1 => {
                let (Some(get), Some(set)) = (imported.state_get, imported.state_set) else { return };
                to.i32_const(index()).i32_const(index()).call(get).i64_const(1).i64_add().call(set);
            }
            2 => {
                let Some(get) = imported.state_get else { return };
                to.i32_const(index()).call(get).drop();
            }
            3 | 4 => {
                let Some(emit) = imported.event_emit else { return };
                to.i32_const(index()).i32_const(index()).i32_const(index()).call(emit);
            }
            _ => {
                let Some(consume) = imported.gas_consume else { return };
                to.i32_const(index()).i64_const(bytes.number().cast_signed()).call(consume);
            }
        }
    }
}
