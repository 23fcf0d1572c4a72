//! Whatever the module: every call finishes or is stopped by a named trap, within what it was granted.

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: fuzz::Input| fuzz::judge(&input).or_panic(&input));

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz::mutators::input(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});

fn main() -> std::process::ExitCode {
    fuzz::driver::main(fuzz::metered_exec)
}
