//! A case of the suite as an input: what `corpus/regressions/` holds.

use std::fmt::{self, Display};

use conformance::{Case, Plan};
use runtime::HostError;

use crate::bench::Bench;
use crate::input::Binary;
use crate::judging::{judge_loading, judge_steps};
use crate::session::Step;
use crate::verdict::Verdict;

/// Judges a case by every oracle there is. What it expects is the suite's business.
///
/// # Errors
///
/// [`NotAnInput`] where it does something that no input can.
pub fn judge(case: &Case) -> Result<Verdict, NotAnInput> {
    let wasm = case.assemble().map_err(|error| NotAnInput(error.to_string()))?;
    let loading = judge_loading(&Binary(wasm.clone()));
    let Plan::Steps(_) = &case.plan else { return Ok(loading) };
    if let Verdict::Finding(_) = loading {
        return Ok(loading);
    }
    let steps = steps(case)?;
    let bench = Bench::new(case.limits).map_err(|error: HostError| NotAnInput(error.to_string()))?;
    Ok(judge_steps(&wasm, &steps, &bench))
}

/// A case that is no input of the fuzzer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnInput(String);

impl Display for NotAnInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an input of the fuzzer: {}", self.0)
    }
}

impl std::error::Error for NotAnInput {}

/// What the case does, as steps of a session.
///
/// # Errors
///
/// [`NotAnInput`] where it writes state, takes events or resets gas from outside.
pub fn steps(case: &Case) -> Result<Vec<Step>, NotAnInput> {
    let Plan::Steps(of_case) = &case.plan else { return Ok(Vec::new()) };
    let mut steps = Vec::new();
    for step in of_case {
        if step.reset_gas || step.take_events || !step.state.is_empty() {
            let allowed = "fuel, budgets, clear_budgets and call";
            return Err(NotAnInput(format!("step at line {} does more than {allowed}", step.line)));
        }
        steps.extend(step.fuel.map(Step::SetFuel));
        steps.extend(step.clear_budgets.iter().map(|dimension| Step::ClearBudget { dimension: *dimension }));
        let budgets = step.budgets.iter();
        steps.extend(budgets.map(|(dimension, units)| Step::SetBudget { dimension: *dimension, units: *units }));
        let call = step.call.as_ref();
        steps.extend(call.map(|call| Step::Call { export: call.export.clone(), arguments: call.arguments.clone() }));
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use conformance::Case;

    use super::{judge, steps};
    use crate::verdict::Verdict;

    fn case(header: &str) -> Case {
        let text = format!(
            ";;! why = \"-\"\n;;! clauses = [\"CALL-6\"]\n{header}(module (func (export \"f\") (result i64) i64.const 3))"
        );
        Case::parse("case.wat", &text).unwrap()
    }

    #[test]
    fn a_case_is_judged_at_its_own_limits() {
        let call = ";;! [[step]]\n;;! fuel = 20000\n;;! call = \"f\"\n;;! expect = { returned = 3 }\n";
        let Verdict::Pass(receipts) = judge(&case(call)).unwrap() else { panic!("it passes") };
        assert_eq!(receipts.len(), 1);
        let limited = format!(";;! limits = {{ functions = 0 }}\n{call}");
        assert!(matches!(judge(&case(&limited)).unwrap(), Verdict::Reject(_)));
    }

    #[test]
    fn what_no_input_does_is_named_by_its_line() {
        let error =
            steps(&case(";;! [[step]]\n;;! state = { 1 = 2 }\n;;! call = \"f\"\n;;! expect = { returned = 3 }\n"));
        assert!(error.unwrap_err().to_string().contains("line 3"));
    }
}
