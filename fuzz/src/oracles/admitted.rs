//! Loading answers, twice the same, for a bounded price: any bytes are refused by name or compile and make an instance: `MOD-6`,
//! `MOD-7`, `LIMIT-1`, `LIMIT-4`, `ATTACK-1`. Its time is bounded by the fuzzer's timeout.

use allocation_counter::measure;
use runtime::{LoadError, Refusal, counted};

use super::subject::settle;
use super::{Judged, Oracle, clean};
use crate::bench::Bench;
use crate::coverage::without_the_compiler;
use crate::verdict::Finding;

const ADMITTED: Oracle = Oracle("admitted");

/// What reading and rewriting a module may have allocated at one time: a start, and so many bytes for each of its own.
const READING_BYTES: u64 = 256 << 10;
const READING_BYTES_PER_BYTE: u64 = 64;

/// Loads any bytes. Gives the refusal, if they are refused.
///
/// # Errors
///
/// A finding.
pub fn judge(wasm: &[u8], bench: &Bench) -> Result<Option<Refusal>, Box<Finding>> {
    let mut first = None;
    let reading = measure(|| first = Some(counted(wasm, &bench.limits())));
    let mut compiled = None;
    let compiling = measure(|| compiled = Some(without_the_compiler(|| bench.first().compile(wasm))));
    let (Some(first), Some(compiled)) = (first, compiled) else { return Ok(None) };
    cheap("ATTACK-1", READING_BYTES.saturating_add(READING_BYTES_PER_BYTE * length(wasm)), reading.bytes_max)?;
    cheap("LIMIT-4", bench.limits().compile_bytes, compiling.bytes_max)?;

    let first = refusal(first.map(|counted| counted.wasm))?;
    let second = refusal(counted(wasm, &bench.limits()).map(|counted| counted.wasm))?;
    same(&first, &second)?;
    match (first, refusal(compiled)?) {
        (Ok(_), Ok(module)) => {
            let instance = module.map(|module| settle(bench.first().instantiate(&module)));
            instance.transpose()?;
            Ok(None)
        }
        (Err(refusal), Err(other)) => {
            same::<()>(&Err(refusal.clone()), &Err(other))?;
            Ok(Some(refusal))
        }
        (first, other) => {
            let (first, other) = (first.map(|_| "admitted"), other.map(|_| "compiled"));
            ADMITTED.hold("MOD-7", false, format_args!("{first:?}"), format_args!("the next time it was {other:?}"))?;
            Ok(None)
        }
    }
}

/// The refusal is an answer; any other failure is want of memory, or a finding.
fn refusal<T>(loaded: Result<T, LoadError>) -> Result<Result<Option<T>, Refusal>, Box<Finding>> {
    match loaded {
        Ok(value) => Ok(Ok(Some(value))),
        Err(LoadError::Refused(refusal)) => Ok(Err(refusal)),
        Err(LoadError::Host(error)) => clean::host_error(&error).map(|()| Ok(None)),
    }
}

fn same<T: std::fmt::Debug + PartialEq>(first: &Result<T, Refusal>, second: &Result<T, Refusal>) -> Judged {
    let actual = format_args!("the next time it was {second:?}");
    ADMITTED.hold("MOD-7", first == second, format_args!("{first:?}"), actual)
}

fn cheap(clause: &'static str, most: u64, found: u64) -> Judged {
    let (promised, actual) =
        (format_args!("at most {most} bytes allocated by the host"), format_args!("there were {found}"));
    ADMITTED.hold(clause, found <= most, promised, actual)
}

fn length(wasm: &[u8]) -> u64 {
    u64::try_from(wasm.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use runtime::{HostError, LoadError, Refusal};

    use super::{cheap, refusal, same};

    #[test]
    fn sees_another_verdict_a_failing_engine_and_a_dear_one() {
        let seen = same(&Ok(()), &Err(Refusal::Empty)).unwrap_err();
        assert_eq!((seen.oracle, seen.clause), ("admitted", "MOD-7"));
        assert_eq!(same::<()>(&Err(Refusal::Empty), &Err(Refusal::Empty)), Ok(()));
        assert_eq!(cheap("LIMIT-4", 10, 11).unwrap_err().clause, "LIMIT-4");
        assert_eq!(cheap("LIMIT-4", 10, 10), Ok(()));
        let engine: Result<(), _> = Err(LoadError::Host(HostError::Engine { cause: "any".to_owned() }));
        assert_eq!(refusal(engine).unwrap_err().oracle, "clean");
        let memory: Result<(), _> = Err(LoadError::Host(HostError::OutOfMemory { cause: "any".to_owned() }));
        assert_eq!(refusal(memory), Ok(Ok(None)));
    }
}
