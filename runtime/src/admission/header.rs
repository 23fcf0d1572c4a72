//! The first eight bytes, and the inputs that are not WebAssembly at all.

use crate::error::Refusal;
use crate::names::Untrusted;

const MAGIC: &[u8] = b"\0asm";

/// Refuses what can be told from the first bytes: nothing, text, something else, a component, another version.
pub(super) fn check(wasm: &[u8]) -> Result<(), Refusal> {
    if wasm.is_empty() {
        return Err(Refusal::Empty);
    }
    let magic = wasm.get(..4).unwrap_or(wasm);
    if !MAGIC.starts_with(magic) {
        return Err(not_webassembly(wasm));
    }
    match wasm.get(4..8) {
        None => Err(Refusal::Truncated { module_bytes: wasm.len(), offset: 0 }),
        Some([1, 0, 0, 0]) => Ok(()),
        Some([_, _, 1, 0]) => Err(Refusal::Component),
        Some(version) => {
            let found = version.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            Err(Refusal::Version { found })
        }
    }
}

fn not_webassembly(bytes: &[u8]) -> Refusal {
    let start = bytes.get(..32).unwrap_or(bytes);
    match std::str::from_utf8(start) {
        Ok(text) if text.chars().all(|c| !c.is_control() || c.is_ascii_whitespace()) => {
            Refusal::Text { start: Untrusted(text).to_string() }
        }
        _ => Refusal::NotWebAssembly { found: bytes.get(..4).unwrap_or(bytes).to_vec() },
    }
}
