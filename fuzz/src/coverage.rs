//! Keeps the compiler out of what the fuzzer learns.
//!
//! `cargo fuzz` counts every edge of every crate and records every comparison, and nearly all of an input are the compiler's: left
//! alone, the fuzzer collects modules that compile in new ways and not calls that run in new ways, and half of its time goes into
//! writing down what the compiler compares. Three things are done about it. `fuzz/linker` puts the counters of the compiler's crates
//! where libFuzzer does not read them (`fuzz/counters.ld`); what a compilation adds to those of others is taken back; and the linker
//! leads all comparisons through here. Where that linker is not used, on other machines than x86-64 Linux, the fuzzer is slower.

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

    /// Kept from input to input.
    static BEFORE: Mutex<Vec<u8>> = Mutex::new(Vec::new());

    let start = &raw mut __start___sancov_cntrs;
    let length = (&raw mut __stop___sancov_cntrs).addr() - start.addr();
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    before.resize(length, 0);
    // SAFETY: the section is `length` bytes of plain memory that lives as long as the process; libFuzzer reads it between inputs,
    // on this thread. Instrumented code adds to it meanwhile, one byte at a time: a count may be lost, nothing else.
    unsafe { before.as_mut_ptr().copy_from_nonoverlapping(start, length) };
    let compiled = unrecorded(compile);
    if compiled.is_ok() {
        // SAFETY: as above.
        unsafe { start.copy_from_nonoverlapping(before.as_ptr(), length) };
    }
    compiled
}

/// Does what is dear to record and tells the fuzzer nothing: its comparisons are not recorded.
#[cfg(not(all(fuzzing, target_arch = "x86_64", target_os = "linux")))]
pub(crate) fn unrecorded<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Does what is dear to record and tells the fuzzer nothing: its comparisons are not recorded.
#[cfg(all(fuzzing, target_arch = "x86_64", target_os = "linux"))]
pub(crate) fn unrecorded<T>(work: impl FnOnce() -> T) -> T {
    use std::sync::atomic::Ordering;

    let before = comparisons::UNRECORDED.swap(1, Ordering::Relaxed);
    let done = work();
    comparisons::UNRECORDED.store(before, Ordering::Relaxed);
    done
}

/// What instrumented code calls at each comparison. `fuzz/linker` leads the calls here; from here they go on to libFuzzer with the
/// caller's return address, by which it tells comparisons apart, or straight back.
#[cfg(all(fuzzing, target_arch = "x86_64", target_os = "linux"))]
#[expect(unsafe_code, reason = "a jump that leaves no frame, and that is not itself instrumented")]
mod comparisons {
    use std::sync::atomic::AtomicU8;

    /// 1 while comparisons are not recorded.
    pub(super) static UNRECORDED: AtomicU8 = AtomicU8::new(0);

    macro_rules! pass_on {
        ($($callback:literal)*) => {
            std::arch::global_asm!(
                $(
                    concat!(".globl __wrap___sanitizer_cov_trace_", $callback),
                    concat!("__wrap___sanitizer_cov_trace_", $callback, ":"),
                    "cmp byte ptr [rip + {unrecorded}], 0",
                    concat!("je __real___sanitizer_cov_trace_", $callback),
                    "ret",
                )*
                unrecorded = sym UNRECORDED,
            );
        };
    }

    pass_on!("cmp1" "cmp2" "cmp4" "cmp8" "const_cmp1" "const_cmp2" "const_cmp4" "const_cmp8" "switch");
}
