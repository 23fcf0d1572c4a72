//! One test per case and engine. One snapshot per case serves all engines: it lies beside the case.
//!
//! `cargo test -p conformance exact_budget` runs one case, `cargo test -p conformance '[pulley]'` one engine.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
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
    quiet_about_snapshots();
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
    // insta prints the diff among the names of other tests, then panics; the failure shows it again, by itself.
    let asserted = catch_unwind(AssertUnwindSafe(|| {
        settings.bind(|| insta::assert_snapshot!(stem, transcript));
    }));
    asserted.map_err(|_| difference(file, WRITER, &transcript).unwrap_or_else(|| "insta failed".to_owned()))
}

fn compare(file: &File, engine: Compiler) -> Result<(), Failure> {
    let (_, transcript) = perform(file, engine)?;
    difference(file, engine, &transcript).map_or(Ok(()), Err)
}

/// What is not as in the snapshot, for a reader.
fn difference(file: &File, engine: Compiler, transcript: &str) -> Option<Failure> {
    let shown = format!("{} [{}]", file.shown(), engine_name(engine));
    let Ok(snapshot) = insta::Snapshot::from_file(&file.path.with_extension("snap")) else {
        return Some(format!("{shown}: there is no snapshot yet:\n\n{transcript}\n{HOW_TO_ACCEPT}"));
    };
    // Space around the text is not part of a snapshot.
    let expected = snapshot.as_text().map(|text| format!("{}\n", text.to_string().trim())).unwrap_or_default();
    let actual = format!("{}\n", transcript.trim());
    if expected == actual {
        return None;
    }
    let diff = TextDiff::from_lines(&expected, &actual);
    let diff = diff.unified_diff().header("snapshot", engine_name(engine)).to_string();
    Some(format!("{shown}: the transcript differs from the snapshot:\n\n{diff}\n{HOW_TO_ACCEPT}"))
}

fn perform(file: &File, engine: Compiler) -> Result<(Case, String), Failure> {
    let case = file.case().map_err(|error| format!("{error:#}"))?;
    let transcript = run(&case, engine).map_err(|error| format!("[{}] {error}", engine_name(engine)))?;
    Ok((case, transcript.to_string()))
}

/// Says nothing of what insta has already said: a backtrace would bury its diff.
fn quiet_about_snapshots() {
    let default = take_hook();
    set_hook(Box::new(move |panic| {
        if !panic.payload_as_str().is_some_and(|message| message.starts_with("snapshot assertion")) {
            default(panic);
        }
    }));
}
