//! Looks for the function whose native frame is largest for what it weighs, on each engine: the figure behind `STACK-3`.
//!
//! `cargo run --release -p benches --example stack_search -- [SECONDS [SEED [FOLDER]]]`. The worst modules are written to the folder.

use std::time::{Duration, Instant};

use benches::COMPILERS;
use benches::assemble;
use benches::random::Random;
use benches::stack_shapes::{Frame, Measure, Shape, THREAD_BYTES};

/// Steps without gain after which a climb starts anew.
const PATIENCE: u32 = 50;
/// A shape of more text than this is left out.
const TEXT_BYTES: usize = 100_000;
/// A climb that has become slower than this is left.
const SLOW: Duration = Duration::from_secs(1);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (seconds, seed) = (number(60), number(1));
    let folder = std::env::args().nth(3);
    let search = move || search(Duration::from_secs(seconds), seed, folder.as_deref());
    let thread = std::thread::Builder::new().stack_size(THREAD_BYTES).spawn(search).expect("a thread");
    thread.join().expect("the search ends");
}

/// The worst found on one engine.
#[derive(Default)]
struct Worst {
    frame: Option<Frame>,
    shape: Option<Shape>,
}

fn search(duration: Duration, seed: u64, folder: Option<&str>) {
    let measures = COMPILERS.map(Measure::new);
    let mut worst = COMPILERS.map(|_| Worst::default());
    let mut random = Random::new(seed);
    let start = Instant::now();
    let (mut climbs, mut tried, mut slowest) = (0u32, 0u32, Duration::ZERO);
    while start.elapsed() < duration {
        // Each climb is for one engine; the others judge every shape too.
        let engine = climbs as usize % measures.len();
        climbs += 1;
        // Half of the climbs go on from the worst so far.
        let known = worst[engine].shape.clone().filter(|_| random.below(2) == 0);
        let mut best: Option<(f64, Shape)> = None;
        let mut patience = PATIENCE;
        while patience > 0 && start.elapsed() < duration {
            patience -= 1;
            let shape = match (&best, &known) {
                (Some((_, shape)), _) => shape.mutated(&mut random),
                (None, Some(shape)) => shape.clone(),
                (None, None) => Shape::random(&mut random),
            };
            let text = shape.text();
            // What takes seconds to compile is not for this search.
            if text.len() > TEXT_BYTES {
                continue;
            }
            let wasm = assemble(&text);
            let before = Instant::now();
            let Some(frame) = measures[engine].frame(&shape, &wasm) else { continue };
            tried += 1;
            slowest = slowest.max(before.elapsed());
            if before.elapsed() > SLOW {
                patience = patience.saturating_sub(PATIENCE / 5);
            }
            if best.as_ref().is_some_and(|(share, _)| frame.share() <= *share) {
                continue;
            }
            patience = PATIENCE;
            for (index, (measure, worst)) in measures.iter().zip(&mut worst).enumerate() {
                let frame = if index == engine { Some(frame) } else { measure.frame(&shape, &wasm) };
                let Some(frame) = frame else { continue };
                if worst.frame.is_none_or(|worst| frame.share() > worst.share()) {
                    *worst = Worst { frame: Some(frame), shape: Some(shape.clone()) };
                    println!(
                        "{:>5}s {tried:>6} shapes  {:?}: {:.2} bytes per unit ({:.0} / {})",
                        start.elapsed().as_secs(),
                        COMPILERS[index],
                        frame.share(),
                        frame.bytes,
                        frame.units
                    );
                }
            }
            best = Some((frame.share(), shape));
        }
    }
    println!("{tried} shapes in {climbs} climbs, seed {seed}; the slowest took {slowest:.1?}");
    for (compiler, worst) in COMPILERS.iter().zip(&worst) {
        let (Some(frame), Some(shape)) = (worst.frame, &worst.shape) else { continue };
        println!(
            "\n{compiler:?}: {:.2} bytes per unit ({:.0} bytes, {} units)",
            frame.share(),
            frame.bytes,
            frame.units
        );
        println!("{shape:?}");
        if let Some(folder) = folder {
            let path = format!("{folder}/stack_worst_{compiler:?}.wat");
            std::fs::write(&path, shape.text()).expect("the folder can be written to");
            println!("text: {path}");
        }
    }
}
