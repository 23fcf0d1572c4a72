//! Files of the corpus, and judging on every core.

use std::path::{Path, PathBuf};

use fuzz::session::play;
use fuzz::targets::{self, Target};
use fuzz::{Bench, Verdict, judge_steps};

/// The folder `corpus/`.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

/// Every file with this extension below a folder, in order.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Judges on every core, in order of the inputs.
pub fn judge_all<I: Sync>(inputs: &[I], judge: impl Fn(&I) -> Verdict + Sync) -> Vec<Verdict> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = inputs.len().div_ceil(threads).max(1);
    let judge = |share: &[I]| share.iter().map(&judge).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let workers: Vec<_> = inputs.chunks(share).map(|share| scope.spawn(|| judge(share))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("judging does not panic")).collect()
    })
}

/// By its target, and then by the oracles that the target spares it.
pub fn judge_seed(file: &Path) -> Verdict {
    let data = std::fs::read(file).unwrap();
    let Some(target) = targets::of_path(file.strip_prefix(corpus()).unwrap()) else {
        panic!("{}: {}", file.display(), targets::NO_TARGET);
    };
    let verdict = (target.judge)(&data);
    if let Verdict::Pass(_) = verdict { judge_by_every_oracle(target, &data) } else { verdict }
}

fn judge_by_every_oracle(target: Target, data: &[u8]) -> Verdict {
    let (wasm, script) = match (target.parts)(data) {
        Ok(parts) => parts,
        Err(reject) => return Verdict::Reject(reject),
    };
    let bench = Bench::of_the_fuzzer();
    let module = bench.first().compile(&wasm).expect("it has just passed");
    let session = play(bench.first(), &module, bench.limits(), &script).expect("it has just passed");
    judge_steps(&wasm, &session.steps, bench)
}
