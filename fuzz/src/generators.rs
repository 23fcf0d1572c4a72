//! Generators: each makes a module out of bytes. Every one of them has a test in `tests/` that it still reaches what it is for.

pub mod host_script;
pub mod programs;
pub mod wasm_smith;

mod hostcalls;
