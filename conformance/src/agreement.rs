//! Goes through a case again on the reference.

use crate::case::{Case, Plan};
use crate::comparison::{Comparison, NotComparable, compare, refusal_not_comparable};
use crate::reference::Reference;
use crate::run::Performance;
use crate::run_error::RunError;

/// Goes through a case on the [`Reference`] as it went on the runtime. Gives the calls that could not be compared, by the numbers
/// of their steps; 0 stands for loading.
///
/// # Errors
///
/// [`RunError::Verdict`] and [`RunError::Difference`] where the two disagree.
pub fn compare_case(case: &Case, performance: &Performance) -> Result<Vec<(usize, NotComparable)>, RunError> {
    let path = || case.path.clone();
    let wasm = case.assemble().map_err(|source| RunError::Assemble { path: path(), source })?;
    let (steps, mut reference) = match (&case.plan, Reference::load(&wasm, case.limits)) {
        (Plan::Steps(steps), Ok(reference)) => (steps, reference),
        (Plan::Refused { reason, .. }, loaded) => {
            return match (refusal_not_comparable(*reason), loaded) {
                (Some(excuse), _) => Ok(vec![(0, excuse)]),
                (None, Err(_)) => Ok(Vec::new()),
                (None, Ok(_)) => {
                    let what = format!("the runtime refuses it ({reason}), the reference does not");
                    Err(RunError::Verdict { path: path(), what })
                }
            };
        }
        (Plan::Steps(_), Err(refusal)) => {
            let what = format!("the reference refuses it ({refusal}), the runtime does not");
            return Err(RunError::Verdict { path: path(), what });
        }
    };
    let mut calls = performance.calls.iter();
    let mut excuses = Vec::new();
    for (number, step) in (1..).zip(steps) {
        reference.prepare(step);
        let Some((call, ended)) = step.call.as_ref().zip(calls.next()) else { continue };
        match compare(&mut reference, &call.export, &call.arguments, ended) {
            Ok(Comparison::Agrees) => {}
            Ok(Comparison::NotComparable(excuse)) => excuses.push((number, excuse)),
            Err(difference) => {
                let (line, export, difference) = (step.line, call.export.clone(), Box::new(difference));
                return Err(RunError::Difference { path: path(), line, step: number, export, difference });
            }
        }
    }
    Ok(excuses)
}
