//! Whatever the module: every engine gives the same receipts.

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: fuzz::Input| fuzz::judge_on_every_engine(&input).or_panic(&input));

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz::mutators::input(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});

fn main() -> std::process::ExitCode {
    fuzz::driver::main(fuzz::differential)
}
