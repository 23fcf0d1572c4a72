//! Makes a finding a case: `cargo run -p fuzz --example promote -- PATH [NAME]`. Shrinks module and steps while the same oracle
//! finds the same clause broken, and writes `corpus/regressions/NAME.wat`, which the suite and the replay then run.
//!
//! The folder says which target judged the input: `corpus/TARGET/`, `fuzz/artifacts/TARGET/`.

use std::panic::set_hook;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use conformance::Case;
use fuzz::session::{Step, play};
use fuzz::{Bench, Binary, Finding, Verdict, case_file, judge_loading, judge_steps, regression, shrink, targets};
use runtime::Limits;
use wasm_shrink::WasmShrink;

/// Attempts of `wasm-shrink` without success before it gives up.
const ATTEMPTS: u32 = 1_000;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, name) = match arguments.as_slice() {
        [path] => (Path::new(path), None),
        [path, name] => (Path::new(path), Some(name.as_str())),
        _ => bail!("usage: promote PATH [NAME]"),
    };
    // A host that panics is a finding too, and is met hundreds of times while it is shrunk.
    set_hook(Box::new(|_| {}));
    let written = promoted(path, name).with_context(|| path.display().to_string())?;
    println!(
        "{}: its steps expect what happens today; write down what the spec promises, and run\n\
         INSTA_UPDATE=always cargo test -p conformance -- {}",
        written.display(),
        written.file_stem().unwrap_or_default().display()
    );
    Ok(())
}

fn promoted(path: &Path, name: Option<&str>) -> Result<PathBuf> {
    let data = std::fs::read(path)?;
    let target = targets::of_path(path).context(targets::NO_TARGET)?;
    let found = match caught(|| (target.judge)(&data)) {
        Verdict::Finding(finding) => finding,
        verdict => bail!("there is no finding to promote: {verdict}"),
    };
    let (wasm, script) = (target.parts)(&data).map_err(|reject| anyhow::anyhow!("{reject}"))?;
    let bench = Bench::of_the_fuzzer();
    // Where the host fails even here, the module alone is the finding.
    let performed =
        || Some(play(bench.first(), &bench.first().compile(&wasm).ok()?, bench.limits(), &script).ok()?.steps);
    let steps = apart(performed).ok().flatten().unwrap_or_default();
    let again = verdict_on(&wasm, &steps);
    ensure!(same(&again, &found), "found was: {found}; but step by step it is: {again}");

    let (wasm, steps) = shrunk(wasm, steps, ATTEMPTS, &mut |wasm, steps| same(&verdict_on(wasm, steps), &found))?;
    // What it says of the smaller case.
    let found = match verdict_on(&wasm, &steps) {
        Verdict::Finding(smaller) => smaller,
        _ => found,
    };
    let why = format!("Found by the oracle {}: promised {}, but {}.", found.oracle, found.promised, found.actual);
    let text = |bench: &Bench| case_file::of_steps(&why, &[found.clause], &wasm, &steps, bench);
    // At the default limits if they show it too: a case is easier to read without any.
    let by_default = text(&Bench::new(Limits::default())?);
    let shows = |text: &str| -> Result<bool> {
        let case = Case::parse("the case", text)?;
        let judged = apart(|| regression::judge(&case));
        Ok(judged.map_or(true, |verdict| verdict.is_ok_and(|verdict| same(&verdict, &found))))
    };
    let text = if shows(&by_default).unwrap_or(false) { by_default } else { text(bench) };
    let file = file(name.unwrap_or(&format!("{}_{}", found.oracle, found.clause.to_lowercase().replace('-', "_"))))?;
    std::fs::write(&file, text)?;
    Ok(file)
}

/// A smaller module and fewer steps that are still interesting.
///
/// # Errors
///
/// Where `wasm-shrink` fails; a module that is not valid is left as it is.
pub fn shrunk(
    mut wasm: Vec<u8>,
    mut steps: Vec<Step>,
    attempts: u32,
    interesting: &mut dyn FnMut(&[u8], &[Step]) -> bool,
) -> Result<(Vec<u8>, Vec<Step>)> {
    steps = shrink::steps(&steps, &mut |steps| interesting(&wasm, steps));
    if wasmparser::validate(&wasm).is_ok() {
        let shrink = WasmShrink::default().attempts(attempts).allow_empty(true);
        wasm = shrink.run(wasm, |wasm: &[u8]| Ok(interesting(wasm, &steps)))?.output;
    }
    // What the smaller module no longer needs.
    steps = shrink::steps(&steps, &mut |steps| interesting(&wasm, steps));
    Ok((wasm, steps))
}

/// By every oracle. A call that the module has no export for is no finding: shrinking would end there.
fn verdict_on(wasm: &[u8], steps: &[Step]) -> Verdict {
    let bench = Bench::of_the_fuzzer();
    caught(|| {
        let loading = judge_loading(&Binary(wasm.to_vec()));
        if !matches!(loading, Verdict::Pass(_)) {
            return loading;
        }
        let Ok(module) = bench.first().compile(wasm) else { return loading };
        let can_be_made = |step: &Step| match step {
            Step::Call { export, arguments } => {
                module.exports().iter().any(|found| found.name == *export && found.parameters == arguments.len())
            }
            _ => true,
        };
        if steps.iter().all(can_be_made) { judge_steps(wasm, steps, bench) } else { loading }
    })
}

fn same(verdict: &Verdict, found: &Finding) -> bool {
    matches!(verdict, Verdict::Finding(finding) if (finding.oracle, finding.clause) == (found.oracle, found.clause))
}

/// A panic is a finding of the oracle `clean`: a call ends in a value or a named trap.
fn caught(judge: impl FnOnce() -> Verdict + Send) -> Verdict {
    apart(judge).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let actual = format!("the host panicked: {}", text.unwrap_or("without a message"));
        let promised = "a value or a named trap".to_owned();
        Verdict::Finding(Box::new(Finding { oracle: "clean", clause: "CALL-6", promised, actual }))
    })
}

/// On a thread of its own: a panic leaves nothing half done for the next attempt.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> std::thread::Result<T> {
    std::thread::scope(|scope| scope.spawn(work).join())
}

/// A name that is free.
fn file(name: &str) -> Result<PathBuf> {
    let is_plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_';
    ensure!(!name.is_empty() && name.chars().all(is_plain), "`{name}`: a name is of a-z, 0-9 and _");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/regressions");
    std::fs::create_dir_all(&folder)?;
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}_{number}")));
    let mut files = names.map(|name| folder.join(name).with_extension("wat"));
    files.find(|file| !file.exists()).context("every name is taken")
}
