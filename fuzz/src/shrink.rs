//! Makes the steps of a finding fewer and their numbers smaller. The module is `wasm-shrink`'s work.

use crate::session::Step;

/// Fewer steps, and smaller numbers in them, that are still as interesting. `interesting` holds of the steps given.
pub fn steps(steps: &[Step], interesting: &mut dyn FnMut(&[Step]) -> bool) -> Vec<Step> {
    let mut best = steps.to_vec();
    loop {
        let before = best.clone();
        // From the end: what comes late is seldom needed by what comes early.
        for place in (0..best.len()).rev() {
            let mut fewer = best.clone();
            fewer.remove(place);
            keep(&mut best, fewer, interesting);
        }
        for place in 0..best.len() {
            for smaller in best.get(place).map(smaller).unwrap_or_default() {
                let mut changed = best.clone();
                if let Some(step) = changed.get_mut(place) {
                    *step = smaller;
                }
                keep(&mut best, changed, interesting);
            }
        }
        if best == before {
            return best;
        }
    }
}

fn keep(best: &mut Vec<Step>, candidate: Vec<Step>, interesting: &mut dyn FnMut(&[Step]) -> bool) {
    if *best != candidate && interesting(&candidate) {
        *best = candidate;
    }
}

/// A step with one number made smaller, the smallest first.
fn smaller(step: &Step) -> Vec<Step> {
    let halves = |units: u64| [0, 1, units / 2].into_iter().filter(move |smaller| *smaller < units);
    match step {
        Step::SetFuel(units) => halves(*units).map(Step::SetFuel).collect(),
        Step::SetBudget { dimension, units } => {
            halves(*units).map(|units| Step::SetBudget { dimension: *dimension, units }).collect()
        }
        Step::ClearBudget { .. } => Vec::new(),
        Step::Call { export, arguments } => {
            let one = |place: usize, argument: i64| {
                let [zero, half] = [0, argument / 2].map(|smaller| {
                    let mut arguments = arguments.clone();
                    arguments.iter_mut().skip(place).take(1).for_each(|argument| *argument = smaller);
                    Step::Call { export: export.clone(), arguments }
                });
                if argument == 0 { Vec::new() } else { vec![zero, half] }
            };
            (0..).zip(arguments).flat_map(|(place, argument)| one(place, *argument)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};

    #[test]
    fn what_is_not_needed_goes() {
        let call =
            |export: &str, arguments: &[i64]| Step::Call { export: export.to_owned(), arguments: arguments.to_vec() };
        let given = [
            Step::SetFuel(600_000),
            call("f", &[1]),
            Step::SetBudget { dimension: 3, units: 90 },
            call("g", &[-5, 1_000, 7]),
            Step::ClearBudget { dimension: 3 },
        ];
        let mut interesting = |steps: &[Step]| {
            let budget = steps.contains(&Step::SetBudget { dimension: 3, units: 0 })
                || steps.iter().any(|step| matches!(step, Step::SetBudget { dimension: 3, units } if *units >= 20));
            budget
                && steps
                    .iter()
                    .any(|step| matches!(step, Step::Call { arguments, .. } if arguments.get(1) > Some(&100)))
        };
        assert!(interesting(&given));
        let left = [Step::SetBudget { dimension: 3, units: 0 }, call("g", &[0, 125, 0])];
        assert_eq!(steps(&given, &mut interesting), left);
    }
}
