//! Whatever the bytes: loading answers, twice the same.

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|binary: fuzz::Binary| fuzz::judge_loading(&binary).or_panic(&binary));

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz::mutators::module(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});

fn main() -> std::process::ExitCode {
    fuzz::driver::main(fuzz::admit)
}
