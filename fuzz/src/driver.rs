//! The `main` of every target: libFuzzer under `cargo fuzz`, a replay of files otherwise.

use std::process::ExitCode;

use crate::verdict::{Verdict, verdicts_first};

/// Options of libFuzzer that are better than its defaults here; what the command line says comes later and wins.
///
/// Entropic scheduling keeps statistics of every edge, and there are tens of thousands: without it a run is five times faster.
/// The check for leaks after each input costs a third of the rest; a leak still ends the run, by the limit on memory. A script's
/// fuel ends every input long before the timeout, even where the machine has other work.
#[cfg(fuzzing)]
const DEFAULT_OPTIONS: [&std::ffi::CStr; 3] = [c"-entropic=0", c"-detect_leaks=0", c"-timeout=60"];

/// Options of the address sanitizer that are better than its defaults here; `ASAN_OPTIONS` comes later and wins.
///
/// Cranelift allocates and returns all the time. Where each allocation was made, and whether a returned frame is still looked at, is
/// dear to know and of use only for a finding, which can be run again with both.
#[cfg(fuzzing)]
#[unsafe(no_mangle)]
#[expect(unsafe_code, reason = "the sanitizer asks for it by name")]
pub extern "C" fn __asan_default_options() -> *const std::ffi::c_char {
    c"malloc_context_size=0:detect_stack_use_after_return=0".as_ptr()
}

/// Hands over to libFuzzer, which never judges through `judge`: its target does.
#[cfg(fuzzing)]
#[must_use]
#[expect(unsafe_code, reason = "libFuzzer is C++")]
pub fn main(_judge: fn(&[u8]) -> Verdict) -> ExitCode {
    use std::ffi::{CString, c_char, c_int};
    use std::os::unix::ffi::OsStringExt;

    unsafe extern "C" {
        fn LLVMFuzzerRunDriver(
            argc: *mut c_int,
            argv: *mut *mut *mut c_char,
            callback: unsafe extern "C" fn(*const u8, usize) -> c_int,
        ) -> c_int;
        fn LLVMFuzzerTestOneInput(data: *const u8, size: usize) -> c_int;
    }

    // Before libFuzzer's own hook, which goes on to this one and ends the process.
    verdicts_first();
    let mut arguments = std::env::args_os().filter_map(|argument| CString::new(argument.into_vec()).ok());
    let program = arguments.next().unwrap_or_default();
    let arguments = std::iter::once(program).chain(DEFAULT_OPTIONS.map(CString::from)).chain(arguments);
    // Leaked: libFuzzer keeps pointers to its arguments for as long as the process lives.
    let mut pointers: Vec<*mut c_char> = arguments.map(CString::into_raw).collect();
    let mut argc = c_int::try_from(pointers.len()).unwrap_or(c_int::MAX);
    pointers.push(std::ptr::null_mut());
    let mut argv = pointers.leak().as_mut_ptr();
    // SAFETY: `argv` holds `argc` C strings and a null, writable and never freed; the callback is the one that
    // `fuzz_target!` defines.
    let code = unsafe { LLVMFuzzerRunDriver(&raw mut argc, &raw mut argv, LLVMFuzzerTestOneInput) };
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Judges the files given as arguments, prints a verdict for each, and fails if there is a finding.
#[cfg(not(fuzzing))]
#[must_use]
pub fn main(judge: fn(&[u8]) -> Verdict) -> ExitCode {
    verdicts_first();
    let mut code = ExitCode::SUCCESS;
    let files: Vec<_> = std::env::args_os().skip(1).map(std::path::PathBuf::from).collect();
    if files.is_empty() {
        eprintln!("usage: the inputs to replay, as files; to fuzz, `cargo fuzz run`");
        code = ExitCode::FAILURE;
    }
    for file in &files {
        match std::fs::read(file) {
            Ok(data) => {
                let verdict = judge(&data);
                println!("{}: {verdict}", file.display());
                if matches!(verdict, Verdict::Finding(_)) {
                    code = ExitCode::FAILURE;
                }
            }
            Err(error) => {
                eprintln!("{}: could not read the file: {error}", file.display());
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
