//! Every bug on purpose is found in the committed corpus of its target, without a fuzzer: `cargo test -p fuzz --features canary`.
//!
//! A bug is chosen once for a process, so each is looked for in a child process.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::panic::catch_unwind;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail, ensure};
use fuzz::Verdict;
use libtest_mimic::{Arguments, Trial};
use runtime::canary::Bug;

/// The target of a child process.
const TARGET: &str = "CANARY_TARGET";
const NO_BUG: &str = "none";

fn main() -> Result<ExitCode> {
    if let Ok(target) = std::env::var(TARGET) {
        println!("{}", first_finding(&target));
        return Ok(ExitCode::SUCCESS);
    }
    let rows = rows()?;
    let unclaimed: Vec<String> =
        Bug::ALL.map(Bug::name).into_iter().filter(|bug| !rows.iter().any(|(row, _)| row == bug)).collect();
    ensure!(unclaimed.is_empty(), "no target for {unclaimed:?} in fuzz/canary.txt");
    let trials = rows
        .into_iter()
        .map(|(bug, target)| Trial::test(format!("{bug} [{target}]"), move || Ok(look(&bug, &target)?)));
    Ok(libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code())
}

/// Bugs and targets, in the order of the file.
fn rows() -> Result<Vec<(String, String)>> {
    let row = |line: &str| match line.split_whitespace().collect::<Vec<_>>()[..] {
        [bug, target, _] => Ok((bug.to_owned(), target.to_owned())),
        _ => bail!("fuzz/canary.txt: `{line}` is not a bug, a target and a number of runs"),
    };
    include_str!("../canary.txt").lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

fn look(bug: &str, target: &str) -> Result<()> {
    let mut child = Command::new(std::env::current_exe()?);
    child.env(TARGET, target).env_remove("METERED_CANARY");
    if bug != NO_BUG {
        child.env("METERED_CANARY", bug);
    }
    let output = child.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout)?;
    ensure!(said.starts_with("nothing") == (bug == NO_BUG), "{said}");
    Ok(())
}

/// The first seed of the target's corpus that is a finding, and which.
fn first_finding(target: &str) -> String {
    let seeds = common::files(&common::corpus().join(target), "seed");
    for seed in &seeds {
        let shown = seed.file_stem().unwrap_or_default().to_string_lossy();
        match catch_unwind(|| common::judge_seed(seed)) {
            Ok(Verdict::Finding(finding)) => return format!("{shown}: {finding}"),
            Ok(_) => {}
            Err(_) => return format!("{shown}: a panic"),
        }
    }
    format!("nothing in {} seeds", seeds.len())
}
