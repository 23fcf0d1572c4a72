//! Replays the whole corpus through every oracle, without a fuzzer.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{corpus, files, judge_all, judge_seed};
use conformance::Case;
use fuzz::{Reject, Verdict, regression, targets};

/// A seed that is no longer run tests nothing, unless being refused is its point.
fn is_to_be_refused(target: &str, file: &Path) -> bool {
    let name = file.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default();
    target == "metered_exec" && name.starts_with("refused_")
}

#[test]
fn the_corpus_passes() {
    for target in targets::TARGETS {
        let seeds = files(&corpus().join(target.name), "seed");
        assert!(!seeds.is_empty(), "no seed for {}", target.name);
        for (file, verdict) in seeds.iter().zip(judge_all(&seeds, |file| judge_seed(file))) {
            match verdict {
                // Any answer to any bytes will do.
                Verdict::Pass(_) | Verdict::Reject(_) if target.name == "admit" => {}
                Verdict::Pass(receipts) if !is_to_be_refused(target.name, file) && !receipts.is_empty() => {}
                Verdict::Reject(Reject::Refused(_)) if is_to_be_refused(target.name, file) => {}
                other => panic!("{}: {other}", file.display()),
            }
        }
    }
}

#[test]
fn the_regressions_pass() {
    let cases = files(&corpus().join("regressions"), "wat");
    let verdicts = judge_all(&cases, |file| {
        let case = Case::parse(&file.display().to_string(), &std::fs::read_to_string(file).unwrap());
        regression::judge(&case.unwrap_or_else(|error| panic!("{error}"))).unwrap_or_else(|error| panic!("{error}"))
    });
    for (file, verdict) in cases.iter().zip(verdicts) {
        assert!(!matches!(verdict, Verdict::Finding(_)), "{}: {verdict}", file.display());
    }
}

#[test]
fn every_seed_says_where_it_comes_from() {
    let readme = std::fs::read_to_string(corpus().join("README.md")).unwrap();
    let cases = files(&corpus().join("../conformance/cases"), "wat");
    let cases: BTreeSet<_> = cases.iter().filter_map(|case| case.file_stem()?.to_str()).collect();
    for file in files(&corpus(), "seed") {
        let stem = file.file_stem().unwrap().to_string_lossy();
        let of_a_case = cases.contains(&*stem);
        // What the fuzzer found is named by what is in it, and the readme says so of all of them at once.
        let found = stem.len() == 16 && stem.chars().all(|digit| digit.is_ascii_hexdigit());
        assert!(of_a_case || found || readme.contains(&format!("`{stem}`")), "corpus/README.md does not list `{stem}`");
    }
}
