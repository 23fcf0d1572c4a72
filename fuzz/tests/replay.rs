//! Replays `corpus/` and a few hundred generated inputs through the judging, without a fuzzer. Fails on a finding, and when the
//! generator no longer reaches what it is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fuzz::{Reject, Verdict, metered_exec};
use runtime::{Outcome, Receipt, TrapClass};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

/// Every `.seed` below a directory, in order.
fn seeds(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(seeds(&path));
        } else if path.extension().is_some_and(|extension| extension == "seed") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Judges on every core, in order of the inputs.
fn judge_all(inputs: &[Vec<u8>]) -> Vec<Verdict> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let share = inputs.len().div_ceil(threads).max(1);
        let judge = |share: &[Vec<u8>]| share.iter().map(|data| metered_exec(data)).collect::<Vec<_>>();
        let workers: Vec<_> = inputs.chunks(share).map(|share| scope.spawn(move || judge(share))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("judging does not panic")).collect()
    })
}

#[test]
fn the_corpus_passes() {
    let files = seeds(&corpus());
    assert!(!files.is_empty(), "no seed under {}", corpus().display());
    let inputs: Vec<_> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    for (file, verdict) in files.iter().zip(judge_all(&inputs)) {
        // A seed that is no longer run tests nothing, unless being refused is its point.
        let refused = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("refused_"));
        match verdict {
            Verdict::Pass(receipts) if !refused && !receipts.is_empty() => {}
            Verdict::Reject(Reject::Refused(_)) if refused => {}
            other => panic!("{}: {other}", file.display()),
        }
    }
}

#[test]
fn every_seed_says_where_it_comes_from() {
    let readme = std::fs::read_to_string(corpus().join("README.md")).unwrap();
    for file in seeds(&corpus()) {
        let name = format!("`{}`", file.file_stem().unwrap().to_string_lossy());
        assert!(readme.contains(&name), "corpus/README.md does not list {name}");
    }
}

/// The generator that every textbook uses, so that no dependency's next version changes the inputs.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// An input without a module of its own: a script of up to 63 bytes and up to 1 KiB for the generator.
fn generated(seed: u64) -> Vec<u8> {
    let mut random = SplitMix64(seed);
    let script = u8::try_from(random.next() % 64).unwrap();
    let length = usize::from(script) + usize::try_from(64 + random.next() % 960).unwrap();
    let rest = std::iter::repeat_with(|| random.next().to_le_bytes()[0]).take(length);
    [0, script].into_iter().chain(rest).collect()
}

const INPUTS: u64 = 200;

#[test]
fn generated_inputs_pass_and_reach_what_they_are_for() {
    let inputs: Vec<_> = (0..INPUTS).map(generated).collect();
    let mut reached = BTreeMap::new();
    let mut rejects = Vec::new();
    for (seed, verdict) in judge_all(&inputs).into_iter().enumerate() {
        match verdict {
            Verdict::Pass(receipts) => {
                for what in what_was_reached(&receipts) {
                    *reached.entry(what).or_insert(0) += 1;
                }
            }
            Verdict::Reject(reject) => rejects.push(reject.to_string()),
            Verdict::Finding(finding) => {
                let input = fuzz::Input::decode(&generated(u64::try_from(seed).unwrap()));
                panic!("seed {seed}: {finding}\n{input:?}");
            }
        }
    }
    let shares: Vec<String> = reached.iter().map(|(what, inputs)| format!("{what}: {inputs}")).collect();
    println!("of {INPUTS} inputs: {}; rejects: {rejects:#?}", shares.join(", "));
    // Two thirds to three quarters of what was measured: less means that the generator has gone blind there.
    for (what, at_least) in [
        ("a call ran", 150),
        ("a call returned", 45),
        ("a hostcall had an effect", 60),
        ("stopped by gas", 8),
        ("stopped by another refusal", 34),
        ("out of fuel", 90),
        ("a guest trap", 20),
        ("unreachable", 28),
    ] {
        let inputs = reached.get(what).copied().unwrap_or(0);
        assert!(inputs >= at_least, "{what}: {inputs} of {INPUTS} inputs, expected at least {at_least}");
    }
}

fn what_was_reached(receipts: &[Receipt]) -> Vec<&'static str> {
    let any = |holds: fn(&Receipt) -> bool| receipts.iter().any(holds);
    let trapped = |receipt: &Receipt| match &receipt.outcome {
        Outcome::Trapped(trap) => Some((trap.name(), trap.class())),
        Outcome::Returned(_) => None,
    };
    let trap = |name: &str| receipts.iter().filter_map(trapped).any(|(trap, _)| trap == name);
    let refusal = |(name, class)| class == TrapClass::Refusal && name != "out-of-gas";
    let guest_trap = |(name, class)| class == TrapClass::GuestHalt && name != "out-of-fuel";
    let effects = any(|receipt| {
        !(receipt.gas_charged.is_empty() && receipt.slots_written.is_empty() && receipt.events.is_empty())
    });
    [
        ("a call ran", !receipts.is_empty()),
        ("a call returned", any(|receipt| matches!(receipt.outcome, Outcome::Returned(_)))),
        ("a hostcall had an effect", effects),
        ("stopped by gas", trap("out-of-gas")),
        ("stopped by another refusal", receipts.iter().filter_map(trapped).any(refusal)),
        ("out of fuel", trap("out-of-fuel")),
        ("a guest trap", receipts.iter().filter_map(trapped).any(guest_trap)),
        ("unreachable", trap("unreachable")),
    ]
    .into_iter()
    .filter_map(|(what, reached)| reached.then_some(what))
    .collect()
}
