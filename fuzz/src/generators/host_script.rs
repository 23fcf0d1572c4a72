//! Host scripts: one module for all of them, compiled once, that makes the hostcalls its arguments list. Nearly all of a run's time
//! goes into the hostcalls themselves, so many more numbers are tried than where each input is compiled.
//!
//! An input is a [`Script`](crate::Script) and nothing else: what its calls pass is what the module does.

use std::sync::OnceLock;

/// The module, as a binary.
///
/// # Panics
///
/// Never: its text is part of this crate.
#[must_use]
pub fn wasm() -> &'static [u8] {
    static WASM: OnceLock<Vec<u8>> = OnceLock::new();
    WASM.get_or_init(|| wat::parse_str(include_str!("host_script.wat")).expect("the text is a module"))
}
