//! Hostcalls do what the model predicts, whatever their numbers.

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|script: fuzz::HostScript| fuzz::judge_host_script(&script).or_panic(&script));

fn main() -> std::process::ExitCode {
    fuzz::driver::main(fuzz::host_script)
}
