//! Files of the corpus, and judging on every core.

use std::path::{Path, PathBuf};

use fuzz::Verdict;

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
