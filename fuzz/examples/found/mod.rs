//! The finding in a file, and the smallest input that still is one: what `promote` writes and `findings` lists.

use std::panic::set_hook;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use anyhow::{Context, Result, bail};
use conformance::Case;
use fuzz::session::{Step, play};
use fuzz::targets::{self, Target};
use fuzz::{Bench, Binary, Finding, Identity, Verdict, judge_loading, judge_steps, regression, shrink};
use wasm_shrink::WasmShrink;

/// Attempts of `wasm-shrink` without success before it gives up.
const ATTEMPTS: u32 = 1_000;

/// A finding and what shows it.
pub struct Found {
    pub finding: Box<Finding>,
    pub wasm: Vec<u8>,
    pub steps: Vec<Step>,
}

/// What is in a file, and the target that its folder names.
pub fn read(path: &Path) -> Result<(Target, Vec<u8>)> {
    let data = std::fs::read(path)?;
    Ok((targets::of_path(path).context(targets::NO_TARGET)?, data))
}

/// The smallest input that is known to be the finding in this file.
pub fn smallest(path: &Path) -> Result<Found> {
    let (target, data) = read(path)?;
    let found = match caught(|| (target.judge)(&data)) {
        Verdict::Finding(found) => found,
        verdict => bail!("there is no finding: {}", in_short(&verdict)),
    };
    let (wasm, script) = (target.parts)(&data).map_err(|reject| anyhow::anyhow!("{reject}"))?;
    let bench = Bench::of_the_fuzzer();
    // Where the host fails even here, the module alone is the finding.
    let performed =
        || Some(play(bench.first(), &bench.first().compile(&wasm).ok()?, bench.limits(), &script).ok()?.steps);
    let steps = apart(performed).ok().flatten().unwrap_or_default();
    // By every oracle: one that this target does not ask may see the bug first.
    let finding = match verdict_on(&wasm, &steps) {
        Verdict::Finding(finding) => finding,
        verdict => bail!("found was: {found}; but step by step it is: {}", in_short(&verdict)),
    };
    let still_shows = &mut |wasm: &[u8], steps: &[Step]| shows(&verdict_on(wasm, steps), &finding);
    let (wasm, steps) = shrunk(wasm, steps, ATTEMPTS, still_shows)?;
    // What it says of the smaller input.
    let finding = match verdict_on(&wasm, &steps) {
        Verdict::Finding(smaller) => smaller,
        _ => finding,
    };
    Ok(Found { finding, wasm, steps })
}

/// Without the receipts.
pub fn in_short(verdict: &Verdict) -> String {
    verdict.to_string().lines().next().unwrap_or_default().to_owned()
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

/// The cases of a folder that are this finding today: kept already, and not yet repaired.
pub fn kept(folder: &Path, identity: &Identity) -> Result<Vec<PathBuf>> {
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wat") {
            let case = Case::parse(&path.display().to_string(), &std::fs::read_to_string(&path)?)?;
            if matches!(verdict_of(&case), Verdict::Finding(finding) if finding.identity() == *identity) {
                kept.push(path);
            }
        }
    }
    kept.sort();
    Ok(kept)
}

/// Where findings are kept.
pub fn regressions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/regressions")
}

/// By every oracle. What a case written by hand does beyond any input is no finding.
pub fn verdict_of(case: &Case) -> Verdict {
    caught(|| regression::judge(case).unwrap_or_else(|_| Verdict::Pass(Vec::new())))
}

/// Whether this is the finding, seen in an input that may be smaller.
pub fn shows(verdict: &Verdict, finding: &Finding) -> bool {
    matches!(verdict, Verdict::Finding(found) if finding.identity().is_shown_by(&found.identity()))
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

/// A panic is a finding too. It is met hundreds of times while it is shrunk, and none is printed.
pub fn caught(judge: impl FnOnce() -> Verdict + Send) -> Verdict {
    static HOOK: Once = Once::new();
    static PANIC: Mutex<Option<Box<Finding>>> = Mutex::new(None);
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| {
            let finding = Box::new(Finding::of_panic(panic));
            PANIC.lock().expect("nothing panics with it").replace(finding);
        }));
    });
    apart(judge).unwrap_or_else(|_| {
        let finding = PANIC.lock().expect("nothing panics with it").take();
        Verdict::Finding(finding.expect("the hook wrote it down"))
    })
}

/// On a thread of its own: a panic leaves nothing half done for the next attempt.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> std::thread::Result<T> {
    std::thread::scope(|scope| scope.spawn(work).join())
}
