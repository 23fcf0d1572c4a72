//! Climbs to the module that takes most for what it is estimated at.
//!
//! A climb begins with many strangers. Fewer and fewer of the best go on, each with more neighbours than before: what makes a compiler slow often
//! shows only once the sizes fit.

use std::path::PathBuf;

use benches::candidate::Candidate;
use benches::random::Random;
use cpu_time::ProcessTime;

use crate::measured::{Engine, Measured};

/// How many go on, and how many neighbours of each are tried.
const ROUNDS: [(usize, u32); 4] = [(16, 4), (6, 16), (3, 32), (1, 64)];
/// Gains below are noise.
const GAIN: f64 = 1.01;
/// Candidates by chance that a climb begins with.
const STRANGERS: u32 = 64;
/// What is too small or too large is made larger or smaller so often.
const SIZES: u32 = 32;
/// What is under this share of the limit is left out: what it costs does not matter.
const LEAST_SHARE: f64 = 0.05;

pub struct Search {
    random: Random,
    by_memory: bool,
    folder: Option<PathBuf>,
    tried: u32,
    climbs: u32,
    /// With its score.
    worst: Option<(f64, Measured)>,
    /// With its bytes.
    dearest: Option<(Measured, usize)>,
}

impl Search {
    pub fn new(seed: u64, by_memory: bool, folder: Option<PathBuf>) -> Self {
        Self { random: Random::new(seed), by_memory, folder, tried: 0, climbs: 0, worst: None, dearest: None }
    }

    /// For so many seconds of processor time.
    pub fn run<C: Candidate>(&mut self, seconds: u64, engines: &[Engine], mut stranger: impl FnMut(&mut Random) -> C) {
        let is_over = || ProcessTime::now().as_duration().as_secs() >= seconds;
        for engine in engines.iter().cycle() {
            self.climb(engine, &mut stranger, is_over);
            if is_over() {
                return;
            }
        }
    }

    pub fn report(&self) {
        println!("{} modules in {} climbs", self.tried, self.climbs);
        if let Some((score, measured)) = &self.worst {
            println!("most for its estimate: {score:.2}, {measured:?}");
        }
        if let Some((measured, bytes)) = &self.dearest {
            println!("dearest of the admitted: {measured:?}, {bytes} bytes");
        }
    }

    fn climb<C: Candidate>(
        &mut self,
        engine: &Engine,
        mut stranger: impl FnMut(&mut Random) -> C,
        is_over: impl Fn() -> bool,
    ) {
        self.climbs += 1;
        let mut kept = Vec::new();
        for _ in 0..STRANGERS {
            if is_over() {
                return;
            }
            let stranger = stranger(&mut self.random);
            kept.extend(self.tried(engine, stranger));
        }
        for (most, neighbours) in ROUNDS {
            kept.sort_by(|(one, _), (other, _)| other.total_cmp(one));
            kept.truncate(most);
            for best in &mut kept {
                let mut left = neighbours;
                while left > 0 {
                    if is_over() {
                        return;
                    }
                    left -= 1;
                    let neighbour = best.1.mutated(&mut self.random);
                    if let Some(found) = self.tried(engine, neighbour).filter(|(score, _)| *score > best.0 * GAIN) {
                        *best = found;
                        left = neighbours;
                    }
                }
            }
        }
    }

    /// What a candidate, or one like it of a size that matters, takes of its estimate.
    fn tried<C: Candidate>(&mut self, engine: &Engine, candidate: C) -> Option<(f64, C)> {
        let (candidate, wasm) = self.sized(engine, candidate)?;
        let measured = Measured::of_admitted(engine, &wasm, self.by_memory)?;
        self.tried += 1;
        let is_more = |measured: &Measured, search: &Self| {
            let score = measured.score(search.by_memory);
            (
                search.worst.is_none_or(|(worst, _)| score > worst),
                search.dearest.is_none_or(|(dearest, _)| measured.seconds > dearest.seconds),
            )
        };
        let measured =
            if is_more(&measured, self) == (false, false) { measured } else { measured.confirmed(engine, &wasm) };
        let score = measured.score(self.by_memory);
        let (is_worst, is_dearest) = is_more(&measured, self);
        if is_dearest {
            self.keep("dearest_to_compile", &wasm);
            self.dearest = Some((measured, wasm.len()));
        }
        if is_worst {
            println!("{:>6} modules  {:?}: {score:.2} of the estimate, {measured:?}", self.tried, engine.compiler);
            self.keep("most_for_its_estimate", &wasm);
            self.worst = Some((score, measured));
        }
        Some((score, candidate))
    }

    /// Within the limits, and not too small to matter.
    fn sized<C: Candidate>(&mut self, engine: &Engine, mut candidate: C) -> Option<(C, Vec<u8>)> {
        let mut wasm = candidate.wasm();
        let mut share = self.share(engine, &wasm)?;
        for _ in 0..SIZES {
            if (LEAST_SHARE..=1.0).contains(&share) {
                return Some((candidate, wasm));
            }
            let grows = share < LEAST_SHARE;
            let resized = candidate.resized(grows, &mut self.random);
            let its_wasm = resized.wasm();
            let Some(its_share) = self.share(engine, &its_wasm) else { continue };
            if grows == (its_share > share) {
                (candidate, wasm, share) = (resized, its_wasm, its_share);
            }
        }
        None
    }

    /// The larger of a module's shares of the limits; to a search for memory, memory alone matters. None if it is not valid.
    fn share(&self, engine: &Engine, wasm: &[u8]) -> Option<f64> {
        let (cost, memory) = engine.shares(wasm)?;
        Some(if self.by_memory && cost <= 1.0 { memory } else { cost.max(memory) })
    }

    fn keep(&self, name: &str, wasm: &[u8]) {
        if let Some(folder) = &self.folder {
            let path = folder.join(name).with_extension("wasm");
            std::fs::write(&path, wasm).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
}
