//! The cases as files.

pub mod spec;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use conformance::Case;
use runtime::{Compiler, HostError, Limits, Runtime};

/// Where the cases are, from the root of the repository.
pub const CASES: &str = "conformance/cases";

/// Where the fuzzer's findings are kept: cases that no clause need link.
const REGRESSIONS: (&str, &str) = ("corpus", "regressions");

/// The root of the repository, where paths in messages start.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace")
}

/// A file under `cases/`, or a regression.
#[derive(Debug, Clone)]
pub struct File {
    /// From the folder, without extension: `gas/exact_budget`.
    pub name: String,
    /// From the root of the repository.
    pub folder: &'static str,
    /// On this machine.
    pub path: PathBuf,
}

impl File {
    /// From the root of the repository: what messages and snapshots show.
    pub fn shown(&self) -> String {
        let extension = self.path.file_name().and_then(|name| name.to_str()?.split_once('.')).map(|(_, rest)| rest);
        format!("{}/{}.{}", self.folder, self.name, extension.unwrap_or_default())
    }

    /// The transcript that was reviewed, if there is one.
    pub fn snapshot(&self) -> Option<String> {
        let snapshot = insta::Snapshot::from_file(&self.path.with_extension("snap")).ok()?;
        snapshot.as_text().map(ToString::to_string)
    }

    /// Reads the case.
    pub fn case(&self) -> Result<Case> {
        let text = std::fs::read_to_string(&self.path).with_context(|| self.shown())?;
        Ok(Case::parse(&self.shown(), &text)?)
    }
}

/// Every file under `cases/` with this extension (all after the first dot), by name.
pub fn files(extension: &str) -> Result<Vec<File>> {
    files_in(CASES, "", extension)
}

/// The same, and after them the fuzzer's findings: all that the suite runs.
pub fn files_and_regressions(extension: &str) -> Result<Vec<File>> {
    let mut found = files(extension)?;
    found.extend(files_in(REGRESSIONS.0, REGRESSIONS.1, extension)?);
    Ok(found)
}

fn files_in(folder: &'static str, below: &str, extension: &str) -> Result<Vec<File>> {
    let mut found = Vec::new();
    walk(&root().join(folder).join(below), below, &mut |name, path| {
        if let Some((stem, rest)) = name.split_once('.')
            && rest == extension
        {
            found.push(File { name: stem.to_owned(), folder, path });
        }
    })?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, visit: &mut dyn FnMut(String, PathBuf)) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().into_string().ok().context("a file name that is not UTF-8")?;
        let shown = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &shown, visit)?;
        } else {
            visit(shown, entry.path());
        }
    }
    Ok(())
}

/// Runtimes that are made once: it takes longer to set one up than to run a case.
#[derive(Debug, Default)]
pub struct Runtimes(Mutex<Vec<(Compiler, Limits, Runtime)>>);

impl Runtimes {
    /// The runtime of that engine and these limits.
    pub fn of(&self, engine: Compiler, limits: Limits) -> Result<Runtime, HostError> {
        let mut made = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((.., runtime)) = made.iter().find(|known| (known.0, known.1) == (engine, limits)) {
            return Ok(runtime.clone());
        }
        let runtime = Runtime::builder().compiler(engine).limits(limits).build()?;
        made.push((engine, limits, runtime.clone()));
        Ok(runtime)
    }
}
