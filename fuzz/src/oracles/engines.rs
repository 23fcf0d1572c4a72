//! A receipt does not depend on the engine: Cranelift, Cranelift without optimisation and the interpreter Pulley give the same,
//! whole, whatever the host sets for speed: `DET-1`, `CALL-3`, `MOD-7`.

use conformance::comparison::names_not_comparable;
use runtime::{LoadError, Module, Receipt, Runtime};

use super::{Judged, Oracle, Subject, clean};
use crate::bench::Bench;
use crate::coverage::without_the_compiler;
use crate::verdict::Finding;

const ENGINES: Oracle = Oracle("engines");

/// A module on another engine.
#[derive(Debug)]
pub struct Elsewhere<'b> {
    engine: &'static str,
    runtime: &'b Runtime,
    module: Module,
}

/// Compiles a module, which the first engine has admitted, on every other.
///
/// # Errors
///
/// A finding.
pub fn compile<'b>(wasm: &[u8], bench: &'b Bench) -> Result<Vec<Elsewhere<'b>>, Box<Finding>> {
    let mut compiled = Vec::new();
    for (engine, runtime) in bench.others() {
        match without_the_compiler(|| runtime.compile(wasm)) {
            Ok(module) => compiled.push(Elsewhere { engine, runtime, module }),
            Err(LoadError::Host(error)) => clean::host_error(&error)?,
            Err(LoadError::Refused(refusal)) => {
                ENGINES.hold("MOD-7", false, "the module admitted", format_args!("{engine} refused it: {refusal}"))?;
            }
        }
    }
    Ok(compiled)
}

/// Carries the session out on every other engine.
///
/// # Errors
///
/// A finding.
pub fn judge(subject: &Subject<'_>, elsewhere: &[Elsewhere<'_>]) -> Judged {
    for Elsewhere { engine, runtime, module } in elsewhere {
        let Some(session) = subject.replayed(runtime, module)? else { continue };
        for (place, (call, other)) in (0..).zip(subject.session.calls.iter().zip(&session.calls)) {
            let judged = super::judge(other).and_then(|()| match (&call.ended, &other.ended) {
                (Ok(receipt), Ok(other)) => same(engine, receipt, other),
                _ => Ok(()),
            });
            subject.session.at(place, judged)?;
        }
    }
    Ok(())
}

fn same(engine: &str, receipt: &Receipt, other: &Receipt) -> Judged {
    let (promised, actual) = (format_args!("{receipt:?}"), format_args!("on {engine} it was {other:?}"));
    ENGINES.hold("DET-1", are_the_same(receipt, other), promised, actual)
}

/// Whole receipts, but for the one thing that is advisory.
fn are_the_same(receipt: &Receipt, other: &Receipt) -> bool {
    if names_not_comparable(&receipt.outcome, &other.outcome).is_some() {
        return *receipt == Receipt { outcome: receipt.outcome.clone(), ..other.clone() };
    }
    receipt == other
}

#[cfg(test)]
mod tests {
    use runtime::Trap;

    use super::same;
    use crate::observation::Observation;
    use crate::oracles::fabricated::{call, receipt, trapped};

    fn seen(call: &Observation, other: &Observation) -> Option<&'static str> {
        let receipts = (call.ended.as_ref().unwrap(), other.ended.as_ref().unwrap());
        same("another", receipts.0, receipts.1).err().map(|finding| finding.clause)
    }

    #[test]
    fn sees_another_receipt_but_not_another_name_after_overspending() {
        let mut fuel = call();
        receipt(&mut fuel).fuel_used += 1;
        assert_eq!(seen(&call(), &fuel), Some("DET-1"));
        assert_eq!(seen(&call(), &call()), None);

        let out_of_fuel = || trapped(Trap::OutOfFuel { granted: 10_000 });
        assert_eq!(seen(&trapped(Trap::DivisionByZero), &out_of_fuel()), None);
        assert_eq!(seen(&trapped(Trap::DivisionByZero), &trapped(Trap::IntegerOverflow)), Some("DET-1"));
        assert_eq!(seen(&trapped(Trap::Unreachable), &out_of_fuel()), Some("DET-1"));
        let mut charged = out_of_fuel();
        receipt(&mut charged).gas_charged.clear();
        assert_eq!(seen(&trapped(Trap::DivisionByZero), &charged), Some("DET-1"));
    }
}
