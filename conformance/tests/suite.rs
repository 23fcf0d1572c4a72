//! One test per case and engine. One snapshot per case serves all engines: it lies beside the case.
//!
//! `cargo test -p conformance exact_budget` runs one case, `cargo test -p conformance '[pulley]'` one engine.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Result, ensure};
use conformance::{Case, ENGINES, engine_name, run};
use libtest_mimic::{Arguments, Trial};
use runtime::Compiler;
use similar::TextDiff;

use common::{File, files};

/// The engine whose transcript is the snapshot. The others are only compared, so that no two threads write one file.
const WRITER: Compiler = Compiler::Cranelift;

const HOW_TO_ACCEPT: &str = "If the change is meant: `cargo insta review`, or `INSTA_UPDATE=always cargo test -p conformance`, and look at the diff.";

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let cases = files("wat")?;
    ensure!(!cases.is_empty(), "no cases found under {}", common::CASES);
    let trials = cases.into_iter().flat_map(trials).collect();
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// The tests of one case. Whichever comes first has the snapshot checked, and written if that was asked for.
fn trials(file: File) -> impl Iterator<Item = Trial> {
    let file = Arc::new(file);
    let snapshot = Arc::new(OnceLock::new());
    ENGINES.into_iter().map(move |engine| {
        let (file, snapshot) = (Arc::clone(&file), Arc::clone(&snapshot));
        let name = format!("{} [{}]", file.name, engine_name(engine));
        Trial::test(name, move || {
            let writer = snapshot.get_or_init(|| write(&file)).clone();
            if engine == WRITER { Ok(writer?) } else { Ok(compare(&file, engine)?) }
        })
    })
}

/// A failure's text.
type Failure = String;

fn write(file: &File) -> Result<(), Failure> {
    let (case, transcript) = perform(file, WRITER)?;
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(file.path.parent().unwrap_or(&file.path));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(&file.path);
    settings.set_description(&case.why);
    let stem = file.name.rsplit('/').next().unwrap_or(&file.name);
    // insta prints the diff, then panics.
    let asserted = catch_unwind(AssertUnwindSafe(|| {
        settings.bind(|| insta::assert_snapshot!(stem, transcript));
    }));
    asserted.map_err(|_| failure(file, WRITER, "the transcript differs from the snapshot: see the diff above"))
}

fn compare(file: &File, engine: Compiler) -> Result<(), Failure> {
    let (_, transcript) = perform(file, engine)?;
    let snapshot = insta::Snapshot::from_file(&file.path.with_extension("snap"))
        .map_err(|error| failure(file, engine, &format!("no snapshot to compare with: {error}")))?;
    let expected = snapshot.as_text().map(ToString::to_string).unwrap_or_default();
    if expected.trim() == transcript.trim() {
        return Ok(());
    }
    let diff = TextDiff::from_lines(expected.trim(), transcript.trim());
    let diff = diff.unified_diff().header("snapshot", engine_name(engine)).to_string();
    Err(failure(file, engine, &format!("the transcript differs from the snapshot:\n\n{diff}")))
}

fn perform(file: &File, engine: Compiler) -> Result<(Case, String), Failure> {
    let case = file.case().map_err(|error| format!("{error:#}"))?;
    let transcript = run(&case, engine).map_err(|error| format!("[{}] {error}", engine_name(engine)))?;
    Ok((case, transcript.to_string()))
}

fn failure(file: &File, engine: Compiler, what: &str) -> Failure {
    format!("{} [{}]: {what}\n\n{HOW_TO_ACCEPT}", file.shown(), engine_name(engine))
}
