//! What several test files share.
#![allow(dead_code, reason = "each test file uses a part")]

use runtime::Compiler;

/// Every way to compile.
pub const COMPILERS: [Compiler; 4] =
    [Compiler::Cranelift, Compiler::CraneliftUnoptimised, Compiler::Pulley, Compiler::PulleyUnoptimised];

/// Keeps a count in slot 0, as a compiler writes it: `count = count + 1; return count`.
pub const COUNTER: &str = include_str!("../../../conformance/cases/state/counter.wat");

/// Text to binary.
pub fn assemble(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}
