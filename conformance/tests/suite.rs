//! One test per case and engine. One snapshot per case serves all engines: it lies beside the case. wasmi has none: it goes
//! through the calls again, and must agree with the receipts wherever it can.
//!
//! `cargo test -p conformance exact_budget` runs one case, `cargo test -p conformance '[pulley]'` one engine, and
//! `cargo test -p conformance --features winch winch` compares what Winch breaks with the list that was reviewed.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

#[path = "suite/sweep.rs"]
mod sweep;

#[cfg(feature = "winch")]
#[path = "suite/winch.rs"]
mod winch;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Result, ensure};
use conformance::comparison::NotComparable;
use conformance::{ENGINES, Performance, compare_case, engine_name, perform};
use libtest_mimic::{Arguments, Trial};
use runtime::Compiler;
use similar::TextDiff;

use common::spec::{SPEC, Spec};
use common::{File, Runtimes, files_and_regressions, root};

/// The engine whose transcript is the snapshot. The others are only compared, so that no two threads write one file.
const WRITER: Compiler = Compiler::Cranelift;

const HOW_TO_ACCEPT: &str = "If the change is meant: `cargo insta review`, or `INSTA_UPDATE=always cargo test -p conformance`, and look at the diff.";

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let cases = files_and_regressions("wat")?;
    ensure!(!cases.is_empty(), "no cases found under {}", common::CASES);
    quiet_about_snapshots();
    let runtimes = Arc::new(Runtimes::default());
    let tests: Vec<_> = cases.into_iter().map(|file| Arc::new(Test::new(file, &runtimes))).collect();
    let mut trials: Vec<Trial> = tests.iter().flat_map(trials).collect();
    #[cfg(feature = "winch")]
    trials.push({
        let tests = tests.clone();
        Trial::test("winch", move || Ok(reviewed("winch", &winch::broken_clauses(&tests)?)?))
    });
    trials.push(Trial::test("coverage", move || Ok(reviewed("coverage", &coverage(&tests)?)?)));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// A case, and what its tests share.
struct Test {
    file: File,
    runtimes: Arc<Runtimes>,
    written: OnceLock<Result<Performance, Failure>>,
    referred: OnceLock<Result<Vec<(usize, NotComparable)>, Failure>>,
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
    let (referred, swept) = (Arc::clone(test), Arc::clone(test));
    let wasmi = Trial::test(format!("{} [wasmi]", test.file.name), move || Ok(referred.referred().map(drop)?));
    let sweep = Trial::test(format!("{} [sweep]", test.file.name), move || Ok(swept.sweep()?));
    engines.into_iter().chain([wasmi, sweep]).collect()
}

impl Test {
    fn new(file: File, runtimes: &Arc<Runtimes>) -> Self {
        Self { file, runtimes: Arc::clone(runtimes), written: OnceLock::new(), referred: OnceLock::new() }
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

    /// What wasmi cannot be asked.
    fn referred(&self) -> Result<&[(usize, NotComparable)], Failure> {
        let refer = || {
            let case = self.file.case().map_err(|error| format!("{error:#}"))?;
            compare_case(&case, self.written()?).map_err(|error| format!("[wasmi] {error}"))
        };
        self.referred.get_or_init(refer).as_deref().map_err(Clone::clone)
    }

    fn sweep(&self) -> Result<(), Failure> {
        let show = |error: anyhow::Error| format!("{error:#}");
        let case = self.file.case().map_err(show)?;
        let performance = self.written()?;
        let runtime = self.runtimes.of(WRITER, case.limits).map_err(|error| error.to_string())?;
        sweep::sweep(&case, performance, &runtime).map_err(show)
    }

    /// What is not as in the snapshot, for a reader.
    fn difference(&self, engine: Compiler, transcript: &str) -> Option<Failure> {
        let shown = format!("{} [{}]", self.file.shown(), engine_name(engine));
        let Some(expected) = self.file.snapshot() else {
            return Some(format!("{shown}: there is no snapshot yet:\n\n{transcript}\n{HOW_TO_ACCEPT}"));
        };
        // Space around the text is not part of a snapshot.
        let (expected, actual) = (format!("{}\n", expected.trim()), format!("{}\n", transcript.trim()));
        if expected == actual {
            return None;
        }
        let diff = TextDiff::from_lines(&expected, &actual);
        let diff = diff.unified_diff().header("snapshot", engine_name(engine)).to_string();
        Some(format!("{shown}: the transcript differs from the snapshot:\n\n{diff}\n{HOW_TO_ACCEPT}"))
    }

    /// The first line that is not as in the snapshot.
    #[cfg(feature = "winch")]
    fn first_difference(&self, transcript: &str) -> Option<String> {
        let expected = self.file.snapshot()?;
        let mut lines = expected.trim().lines().zip(transcript.trim().lines());
        let (expected, actual) = lines.find(|(expected, actual)| expected != actual)?;
        Some(format!("`{}`, not `{}`", actual.trim(), expected.trim()))
    }

    fn perform(&self, engine: Compiler) -> Result<Performance, Failure> {
        let case = self.file.case().map_err(|error| format!("{error:#}"))?;
        let runtime = self.runtimes.of(engine, case.limits).map_err(|error| format!("{error:#}"))?;
        perform(&case, &runtime).map_err(|error| format!("[{}] {error}", engine_name(engine)))
    }
}

/// Which case holds which clause, and on which engines: a table for review.
fn coverage(tests: &[Arc<Test>]) -> Result<String, Failure> {
    let engines = ENGINES.map(engine_name).join(", ");
    let mut table =
        format!("Every case runs on {engines}. wasmi agrees in all but fuel, save where a line says otherwise.\n");
    let mut line = |text: String| {
        table.push_str(&text);
        table.push('\n');
    };
    for clause in Spec::parse(&spec_text()?).clauses {
        line(format!("\n{} {}", clause.id, clause.title));
        for test in tests.iter().filter(|test| clause.cases.contains(&test.file.name)) {
            line(format!("  {}", test.file.name));
            let mut steps: BTreeMap<NotComparable, Vec<String>> = BTreeMap::new();
            for (step, why) in test.referred()? {
                steps.entry(*why).or_default().push(step.to_string());
            }
            for (why, steps) in steps {
                let steps = if steps == ["0"] { String::new() } else { format!(" in step {}", steps.join(", ")) };
                line(format!("    not on wasmi{steps}: {why}"));
            }
        }
        for holder in clause.holders {
            line(format!("  `{}` of {}", holder.name, holder.path));
        }
    }
    Ok(table)
}

fn spec_text() -> Result<String, Failure> {
    std::fs::read_to_string(root().join(SPEC)).map_err(|error| format!("{SPEC}: {error}"))
}

/// Compares a table with the one that was reviewed.
fn reviewed(name: &str, table: &str) -> Result<(), Failure> {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(root().join("conformance/tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let asserted = catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name, table))));
    asserted.map_err(|_| format!("the table `{name}` is not as reviewed, see the diff above. {HOW_TO_ACCEPT}"))
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
