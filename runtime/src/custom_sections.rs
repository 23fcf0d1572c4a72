//! What the engine does not get to see: custom sections, which mean nothing here (spec clause `MOD-1`).
//!
//! An engine may know some by name, and act on them: wasmtime refuses a module with one called `webidl-bindings`.

use wasm_encoder::{Module, RawSection, SectionId};
use wasmparser::{BinaryReaderError, Parser};

/// The one that changes nothing but what a tool shows.
pub(crate) const NAMES: &str = "name";

/// The module without its custom sections.
pub(crate) fn without(wasm: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Some((id, range)) = payload?.as_section()
            && id != SectionId::Custom as u8
        {
            module.section(&RawSection { id, data: wasm.get(range).unwrap_or_default() });
        }
    }
    Ok(module.finish())
}
