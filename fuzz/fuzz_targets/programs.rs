//! A program does what the model predicts, to the last unit.

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|program: fuzz::Program| fuzz::judge_against_model(&program.0).or_panic(&program));

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz::mutators::input(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});

fn main() -> std::process::ExitCode {
    fuzz::driver::main(fuzz::programs)
}
