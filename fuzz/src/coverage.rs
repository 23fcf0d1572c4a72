//! Keeps the compiler out of what the fuzzer learns.
//!
//! `cargo fuzz` counts every edge of every crate, and nearly all edges of an input are the compiler's: left alone, the fuzzer
//! collects modules that compile in new ways and not calls that run in new ways.

/// Compiles, and takes back what a successful compilation added to the fuzzer's counters. A refusal is ours and stays counted.
#[cfg(not(fuzzing))]
pub(crate) fn without_the_compiler<T, E>(compile: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    compile()
}

/// Compiles, and takes back what a successful compilation added to the fuzzer's counters. A refusal is ours and stays counted.
#[cfg(fuzzing)]
#[expect(unsafe_code, reason = "the counters are a section of the binary, known to the linker alone")]
pub(crate) fn without_the_compiler<T, E>(compile: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    use std::sync::{Mutex, PoisonError};

    unsafe extern "C" {
        // Both ends of the section of counters that `-Cpasses=sancov-module` makes, named by the linker.
        static mut __start___sancov_cntrs: u8;
        static mut __stop___sancov_cntrs: u8;
    }

    /// Kept from input to input: a megabyte.
    static BEFORE: Mutex<Vec<u8>> = Mutex::new(Vec::new());

    let start = &raw mut __start___sancov_cntrs;
    let length = (&raw mut __stop___sancov_cntrs).addr() - start.addr();
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    before.resize(length, 0);
    // SAFETY: the section is `length` bytes of plain memory that lives as long as the process; libFuzzer reads it between inputs,
    // on this thread. Instrumented code adds to it meanwhile, one byte at a time: a count may be lost, nothing else.
    unsafe { before.as_mut_ptr().copy_from_nonoverlapping(start, length) };
    let compiled = compile();
    if compiled.is_ok() {
        // SAFETY: as above.
        unsafe { start.copy_from_nonoverlapping(before.as_ptr(), length) };
    }
    compiled
}
