//! Lists findings by oracle, each once: `cargo run -p fuzz --example findings -- [PATH...]`, by default all of `fuzz/artifacts/`.
//!
//! A path is an input or a folder of them; the folder says which target judges it: `corpus/TARGET/`, `fuzz/artifacts/TARGET/`.
//! Inputs with the same [`fuzz::Identity`] are one finding. The smallest is shrunk as `promote` does it, and findings that are the
//! same then are one too. Each input has a process of its own, so one that kills its process or never ends is listed as that.

#[allow(dead_code, reason = "each example uses a part")]
pub(crate) mod found;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, Result};
use found::{Found, caught, in_short, kept, read, regressions, smallest};
use fuzz::Verdict;

/// What this program asks of itself in another process, with the path of an input.
const JUDGE: &str = "--judge";
const SHRINK: &str = "--shrink";

/// How the answer begins if the input is a finding. Its identity is the rest of the line.
const FINDING: &str = "finding ";
/// How the identity begins of what no oracle could judge.
const PROCESS: &str = "process ";

/// For the judging of one input. A script's fuel ends it long before.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Lists findings, or answers what it asked itself.
///
/// # Errors
///
/// Where a folder cannot be read, or no process started.
pub fn main() -> Result<ExitCode> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match arguments.as_slice() {
        [what, path] if what.as_os_str() == JUDGE => Ok(answer(judge(path))),
        [what, path] if what.as_os_str() == SHRINK => Ok(answer(shrink(path))),
        paths => {
            let list = List::of(&inputs(paths)?)?;
            print!("{list}");
            Ok(if list.not_judged.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

fn answer(answer: Result<String>) -> ExitCode {
    match answer {
        Ok(answer) => {
            print!("{answer}");
            ExitCode::SUCCESS
        }
        // In one line, without the backtrace that there can be.
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The files that these paths stand for, in order.
fn inputs(paths: &[PathBuf]) -> Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut left = paths.to_vec();
    if left.is_empty() {
        left.extend(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts")).filter(|folder| folder.exists()));
    }
    while let Some(path) = left.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).with_context(|| path.display().to_string())?;
            left.extend(entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?);
        } else {
            files.insert(path);
        }
    }
    Ok(files)
}

/// What came of the inputs.
#[derive(Default)]
struct List {
    /// By identity.
    findings: BTreeMap<String, Row>,
    no_findings: Vec<(PathBuf, String)>,
    not_judged: Vec<(PathBuf, String)>,
}

/// A finding.
struct Row {
    inputs: usize,
    smallest: Smallest,
}

/// The better of two is the lesser.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Smallest {
    /// Bytes of the module and number of steps, or why it could not be shrunk.
    shrunk: Result<(usize, usize), String>,
    /// The file that it was shrunk from.
    path: PathBuf,
    /// The cases that are this finding already.
    kept: Vec<String>,
}

impl List {
    fn of(inputs: &BTreeSet<PathBuf>) -> Result<Self> {
        let mut list = Self::default();
        let mut found: BTreeMap<String, BTreeSet<(usize, &PathBuf)>> = BTreeMap::new();
        for path in inputs {
            let bytes = match read(path) {
                Ok((_, data)) => data.len(),
                Err(error) => {
                    list.not_judged.push((path.clone(), error.to_string()));
                    continue;
                }
            };
            let answer = ask(JUDGE, path)?.unwrap_or_else(|death| format!("{FINDING}{PROCESS}{death}"));
            match answer.strip_prefix(FINDING) {
                Some(identity) => _ = found.entry(identity.to_owned()).or_default().insert((bytes, path)),
                None => list.no_findings.push((path.clone(), answer)),
            }
        }
        for (identity, inputs) in found {
            let Some((_, path)) = inputs.first() else { continue };
            list.add(inputs.len(), Smallest::of(path, identity)?);
        }
        Ok(list)
    }

    fn add(&mut self, inputs: usize, (identity, smallest): (String, Smallest)) {
        match self.findings.get_mut(&identity) {
            Some(row) => {
                row.inputs += inputs;
                if smallest < row.smallest {
                    row.smallest = smallest;
                }
            }
            None => _ = self.findings.insert(identity, Row { inputs, smallest }),
        }
    }
}

impl Smallest {
    /// With its identity, which shrinking can change.
    fn of(path: &Path, identity: String) -> Result<(String, Self)> {
        let unshrunk = |why: String| Self { shrunk: Err(why), path: path.to_owned(), kept: Vec::new() };
        if identity.starts_with(PROCESS) {
            return Ok((identity, unshrunk("no oracle can judge it".to_owned())));
        }
        eprintln!("shrinking {}: {identity}", shown(path));
        let answer = match ask(SHRINK, path)? {
            Ok(answer) => answer,
            Err(why) => return Ok((identity, unshrunk(why))),
        };
        let mut lines = answer.lines();
        let identity = lines.next().and_then(|line| line.strip_prefix(FINDING)).context("an answer is a finding")?;
        let (bytes, steps) = lines.next().and_then(|line| line.split_once(' ')).context("an answer has a size")?;
        let shrunk = Ok((bytes.parse()?, steps.parse()?));
        let kept = lines.map(ToOwned::to_owned).collect();
        Ok((identity.to_owned(), Self { shrunk, path: path.to_owned(), kept }))
    }
}

/// The answer, or how the process ended without one.
fn ask(what: &str, path: &Path) -> Result<Result<String, String>> {
    let output = Command::new(std::env::current_exe()?).arg(what).arg(path).output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    if output.status.success() {
        return Ok(Ok(text(&output.stdout)));
    }
    let last = text(&output.stderr).lines().last().map_or_else(String::new, |line| format!(": {}", line.trim()));
    Ok(Err(format!("ended by {}{last}", output.status)))
}

fn judge(path: &Path) -> Result<String> {
    let (target, data) = read(path)?;
    std::thread::spawn(|| {
        std::thread::sleep(TIMEOUT);
        print!("{FINDING}{PROCESS}did not end within {} seconds", TIMEOUT.as_secs());
        std::process::exit(0);
    });
    Ok(match caught(|| (target.judge)(&data)) {
        Verdict::Finding(finding) => format!("{FINDING}{}", finding.identity()),
        verdict => in_short(&verdict),
    })
}

fn shrink(path: &Path) -> Result<String> {
    let Found { finding, wasm, steps } = smallest(path)?;
    let identity = finding.identity();
    let kept = kept(&regressions(), &identity)?;
    let names = kept.iter().filter_map(|case| Some(format!("\n{}", case.file_name()?.display())));
    Ok(format!("{FINDING}{identity}\n{} {}{}", wasm.len(), steps.len(), names.collect::<String>()))
}

impl Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut heading = "";
        for (identity, Row { inputs, smallest }) in &self.findings {
            let (oracle, rest) = identity.split_once(' ').unwrap_or((identity, ""));
            if oracle != heading {
                writeln!(f, "{oracle}")?;
                heading = oracle;
            }
            let Smallest { shrunk, path, kept } = smallest;
            write!(f, "  {rest}: {}, ", counted(*inputs, "input"))?;
            match shrunk {
                Ok((bytes, steps)) => {
                    writeln!(f, "shrunk to {} and {}", counted(*bytes, "byte"), counted(*steps, "step"))?;
                    writeln!(f, "    promote {}", shown(path))?;
                }
                Err(why) => writeln!(f, "not shrunk: {why}\n    see {}", shown(path))?,
            }
            kept.iter().try_for_each(|case| writeln!(f, "    already kept as corpus/regressions/{case}"))?;
        }
        for (heading, inputs) in [("no finding", &self.no_findings), ("not judged", &self.not_judged)] {
            if !inputs.is_empty() {
                writeln!(f, "{heading}")?;
            }
            inputs.iter().try_for_each(|(path, why)| writeln!(f, "  {}: {why}", shown(path)))?;
        }
        let found: usize = self.findings.values().map(|row| row.inputs).sum();
        let (others, not_judged) = (self.no_findings.len(), self.not_judged.len());
        let inputs = counted(found + others + not_judged, "input");
        let findings = counted(self.findings.len(), "finding");
        writeln!(f, "{inputs}: {findings} in {found}, none in {others}, {not_judged} not judged")
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// From where the command was given.
fn shown(path: &Path) -> std::path::Display<'_> {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path).display()
}
