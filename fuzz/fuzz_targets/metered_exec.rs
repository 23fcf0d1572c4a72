//! Whatever the module: every call finishes or is stopped by a named trap, within what it was granted.

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: fuzz::Input| fuzz::judge(&input).or_panic(&input));

fn main() -> std::process::ExitCode {
    fuzz::driver::main(fuzz::metered_exec)
}
