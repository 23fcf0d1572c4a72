//! Cases, snapshots and the spec are in step.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use common::{CASES, files, root};

/// Explains the format with clauses that other cases hold, so the spec need not link it.
const FORMAT: &str = "readme";

/// The cases that each clause links, by the clause's id.
fn spec() -> Result<BTreeMap<String, BTreeSet<String>>> {
    let text = std::fs::read_to_string(root().join("spec/abi/wasm.md")).context("spec/abi/wasm.md")?;
    // A section ends at the next heading of any level.
    let sections = text.split("\n#").filter_map(|section| section.strip_prefix("## "));
    let link = format!("](../../{CASES}/");
    let clause = |section: &str| {
        let id = section.split_whitespace().next()?.to_owned();
        let links = section.split(&*link).skip(1);
        let cases = links.filter_map(|link| Some(link.split_once(".wat)")?.0.to_owned())).collect();
        Some((id, cases))
    };
    Ok(sections.filter_map(clause).collect())
}

#[test]
fn every_snapshot_has_its_case() -> Result<()> {
    let cases: BTreeSet<String> = files("wat")?.into_iter().map(|file| file.name).collect();
    let orphans: Vec<_> = files("snap")?.into_iter().filter(|file| !cases.contains(&file.name)).collect();
    let shown: Vec<_> = orphans.iter().map(common::File::shown).collect();
    assert!(shown.is_empty(), "no case beside these snapshots, delete them: {shown:#?}");
    Ok(())
}

#[test]
fn no_snapshot_waits_for_review() -> Result<()> {
    let pending: Vec<_> = files("snap.new")?.iter().map(common::File::shown).collect();
    assert!(pending.is_empty(), "review these with `cargo insta review`, or delete them: {pending:#?}");
    Ok(())
}

#[test]
fn snapshots_name_no_place_on_a_machine() -> Result<()> {
    for file in files("snap")? {
        let text = std::fs::read_to_string(&file.path)?;
        let input = format!("input_file: {CASES}/{}.wat", file.name);
        assert!(text.contains(&input), "{} does not say `{input}`", file.shown());
        assert!(!text.contains(&*root().to_string_lossy()), "{} names a folder of a machine", file.shown());
    }
    Ok(())
}

#[test]
fn cited_clauses_exist_and_link_back() -> Result<()> {
    let spec = spec()?;
    let mut wrong = Vec::new();
    for file in files("wat")? {
        for clause in file.case()?.clauses {
            match spec.get(&clause) {
                None => wrong.push(format!("{} cites {clause}, which the spec does not have", file.shown())),
                Some(linked) if file.name != FORMAT && !linked.contains(&file.name) => {
                    wrong.push(format!("{} cites {clause}, which does not link it", file.shown()));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn linked_cases_exist_and_cite_back() -> Result<()> {
    let mut clauses_of = BTreeMap::new();
    for file in files("wat")? {
        let clauses = file.case()?.clauses;
        clauses_of.insert(file.name, clauses);
    }
    let spec = spec()?;
    assert!(spec.values().any(|cases| !cases.is_empty()), "no links found in the spec");
    let mut wrong = Vec::new();
    for (clause, cases) in &spec {
        for case in cases {
            match clauses_of.get(case) {
                None => wrong.push(format!("{clause} links {CASES}/{case}.wat, which does not exist")),
                Some(cited) if !cited.contains(clause) => {
                    wrong.push(format!("{clause} links {CASES}/{case}.wat, which does not cite it"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
