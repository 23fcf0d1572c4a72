//! One test per case and engine. One snapshot per case serves all engines: it lies beside the case. wasmi has none: it goes
//! through the calls again, and must agree with the receipts wherever it can.
//!
//! `cargo test -p conformance exact_budget` runs one case, `cargo test -p conformance '[pulley]'` one engine.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Result, ensure};
use conformance::{ENGINES, Performance, compare_case, engine_name, perform};
use libtest_mimic::{Arguments, Trial};
use runtime::Compiler;
use similar::TextDiff;

use common::{File, Runtimes, files};

/// The engine whose transcript is the snapshot. The others are only compared, so that no two threads write one file.
const WRITER: Compiler = Compiler::Cranelift;

const HOW_TO_ACCEPT: &str = "If the change is meant: `cargo insta review`, or `INSTA_UPDATE=always cargo test -p conformance`, and look at the diff.";

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let cases = files("wat")?;
    ensure!(!cases.is_empty(), "no cases found under {}", common::CASES);
    quiet_about_snapshots();
    let runtimes = Arc::new(Runtimes::default());
    let trials = cases.into_iter().flat_map(|file| trials(&Arc::new(Test::new(file, &runtimes)))).collect();
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// A case, and what its tests share.
struct Test {
    file: File,
    runtimes: Arc<Runtimes>,
    written: OnceLock<Result<Performance, Failure>>,
}

/// A failure's text.
type Failure = String;

/// The tests of one case. Whichever comes first has the snapshot checked, and written if that was asked for.
fn trials(test: &Arc<Test>) -> Vec<Trial> {
    let engines = ENGINES.map(|engine| {
        let test = Arc::clone(test);
        let name = format!("{} [{}]", test.file.name, engine_name(engine));
        Trial::test(
            name,
            move || if engine == WRITER { Ok(test.written().map(drop)?) } else { Ok(test.compare(engine)?) },
        )
    });
    let test = Arc::clone(test);
    let wasmi = Trial::test(format!("{} [wasmi]", test.file.name), move || Ok(test.refer()?));
    engines.into_iter().chain([wasmi]).collect()
}

impl Test {
    fn new(file: File, runtimes: &Arc<Runtimes>) -> Self {
        Self { file, runtimes: Arc::clone(runtimes), written: OnceLock::new() }
    }

    fn written(&self) -> Result<&Performance, Failure> {
        self.written.get_or_init(|| self.write()).as_ref().map_err(Clone::clone)
    }

    fn write(&self) -> Result<Performance, Failure> {
        let case = self.file.case().map_err(|error| format!("{error:#}"))?;
        let performance = self.perform(WRITER)?;
        let transcript = performance.transcript.to_string();
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(self.file.path.parent().unwrap_or(&self.file.path));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_input_file(&self.file.path);
        settings.set_description(&case.why);
        let stem = self.file.name.rsplit('/').next().unwrap_or(&self.file.name);
        // insta prints the diff among the names of other tests, then panics; the failure shows it again, by itself.
        let asserted = catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(stem, transcript));
        }));
        let failed = |_| self.difference(WRITER, &transcript).unwrap_or_else(|| "insta failed".to_owned());
        asserted.map_err(failed).map(|()| performance)
    }

    fn compare(&self, engine: Compiler) -> Result<(), Failure> {
        self.written()?;
        let transcript = self.perform(engine)?.transcript.to_string();
        self.difference(engine, &transcript).map_or(Ok(()), Err)
    }

    fn refer(&self) -> Result<(), Failure> {
        let case = self.file.case().map_err(|error| format!("{error:#}"))?;
        compare_case(&case, self.written()?).map(drop).map_err(|error| format!("[wasmi] {error}"))
    }

    /// What is not as in the snapshot, for a reader.
    fn difference(&self, engine: Compiler, transcript: &str) -> Option<Failure> {
        let shown = format!("{} [{}]", self.file.shown(), engine_name(engine));
        let Ok(snapshot) = insta::Snapshot::from_file(&self.file.path.with_extension("snap")) else {
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

    fn perform(&self, engine: Compiler) -> Result<Performance, Failure> {
        let case = self.file.case().map_err(|error| format!("{error:#}"))?;
        let runtime = self.runtimes.of(engine, case.limits).map_err(|error| format!("{error:#}"))?;
        perform(&case, &runtime).map_err(|error| format!("[{}] {error}", engine_name(engine)))
    }
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
