//! Which clauses Winch breaks: a reviewed list, for whoever asks why no node runs it. The attacks are left out: bulk instructions that
//! cost next to nothing (`FUEL-9`) make some of them take hours.

use std::collections::BTreeMap;
use std::sync::Arc;

use runtime::Compiler;

use super::{Failure, Test, spec_text};
use crate::common::spec::Spec;

/// By clause, the cases that cite it and do not hold on Winch, with what is the first thing to differ.
pub fn broken_clauses(tests: &[Arc<Test>]) -> Result<String, Failure> {
    let mut broken = BTreeMap::new();
    let tests: Vec<_> = tests.iter().filter(|test| !test.file.name.starts_with("attack/")).collect();
    for test in &tests {
        test.written()?;
        let difference = match test.perform(Compiler::Winch) {
            Ok(performance) => test.first_difference(&performance.transcript.to_string()),
            Err(error) => error.lines().next().map(ToOwned::to_owned),
        };
        broken.extend(difference.map(|difference| (test.file.name.as_str(), difference)));
    }
    let mut table = vec![format!("{} of {} cases do not hold on Winch.", broken.len(), tests.len())];
    for clause in Spec::parse(&spec_text()?).clauses {
        let cases: Vec<_> = clause.cases.iter().filter_map(|case| broken.get_key_value(case.as_str())).collect();
        if !cases.is_empty() {
            table.push(format!("\n{} {}", clause.id, clause.title));
        }
        table.extend(cases.into_iter().map(|(case, difference)| format!("  {case}: {difference}")));
    }
    Ok(table.join("\n"))
}
