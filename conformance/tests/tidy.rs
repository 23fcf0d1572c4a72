//! Cases, snapshots and the spec are in step.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use conformance::{Plan, Promise, RefusalName, TrapName};

use common::spec::{SPEC, Spec};
use common::{files, files_and_regressions, root};

#[test]
fn every_snapshot_has_its_case() -> Result<()> {
    let cases: BTreeSet<String> = files_and_regressions("wat")?.into_iter().map(|file| file.name).collect();
    let orphans: Vec<_> =
        files_and_regressions("snap")?.into_iter().filter(|file| !cases.contains(&file.name)).collect();
    let shown: Vec<_> = orphans.iter().map(common::File::shown).collect();
    assert!(shown.is_empty(), "no case beside these snapshots, delete them: {shown:#?}");
    Ok(())
}

#[test]
fn no_snapshot_waits_for_review() -> Result<()> {
    let pending: Vec<_> = files_and_regressions("snap.new")?.iter().map(common::File::shown).collect();
    assert!(pending.is_empty(), "review these with `cargo insta review`, or delete them: {pending:#?}");
    Ok(())
}

#[test]
fn snapshots_name_no_place_on_a_machine() -> Result<()> {
    for file in files_and_regressions("snap")? {
        let text = std::fs::read_to_string(&file.path)?;
        let input = format!("input_file: {}/{}.wat", file.folder, file.name);
        assert!(text.contains(&input), "{} does not say `{input}`", file.shown());
        assert!(!text.contains(&*root().to_string_lossy()), "{} names a folder of a machine", file.shown());
    }
    Ok(())
}

#[test]
fn the_spec_and_the_cases_are_in_step() -> Result<()> {
    let text = std::fs::read_to_string(root().join(SPEC)).context(SPEC)?;
    let mut cases = BTreeMap::new();
    for file in files("wat")? {
        let clauses = file.case()?.clauses;
        cases.insert(file.name, clauses);
    }
    let problems = Spec::parse(&text).problems(&cases, root());
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

/// Messages are promises (clauses `CALL-6`, `CALL-7`, `MOD-8`).
#[test]
fn every_error_has_a_case_with_its_exact_message() -> Result<()> {
    let mut promised = BTreeSet::new();
    for file in files("wat")? {
        match file.case()?.plan {
            Plan::Refused { reason, message: Some(_) } => drop(promised.insert(reason.as_str())),
            Plan::Refused { .. } => {}
            Plan::Steps(steps) => promised.extend(steps.into_iter().filter_map(|step| {
                let expect = step.call?.expect;
                expect.message?;
                match expect.promise {
                    Promise::Trap(name) => Some(name.as_str()),
                    Promise::HostError(name) => Some(name.as_str()),
                    Promise::Returned(_) => None,
                }
            })),
        }
    }
    let mut names: BTreeSet<&str> = TrapName::ALL.iter().map(|name| name.as_str()).collect();
    names.extend(RefusalName::ALL.iter().map(|name| name.as_str()));
    names.extend(["unknown-export", "argument-count"]); // the others are the machine's
    assert_eq!(promised, names);
    Ok(())
}

#[test]
fn the_demonstration_is_the_73_bytes() -> Result<()> {
    let cases = files("wat")?;
    let file = cases.iter().find(|file| file.name == "gas/demonstration").context("the demonstration")?;
    let wasm = file.case()?.assemble()?;
    assert_eq!(wasm, runtime::GAS_TEST_WASM);
    Ok(())
}
