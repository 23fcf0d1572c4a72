//! Looks for the module that is dearest to compile for what it is estimated at, in time or in memory: the weights of `LIMIT-4`.
//!
//! `cargo run --release -p benches --example compile_search -- [SECONDS [SEED [time|memory [FOLDER [COMPILER]]]]]`: seconds of processor
//! time; a compiler's name as `Debug` prints it, or all in turn. The dearest admitted module is written to the folder, and the one that
//! takes most for its estimate. With files for arguments, `compile_search -- estimate FILE...`, it prints their estimates and compiles nothing;
//! with `compile_search -- measure FILE...` it compiles them on every compiler.

use benches::compile_shapes::Shape;
use benches::stack_shapes::{COMPILERS, Random};
use cpu_time::{ProcessTime, ThreadTime};
use peak_alloc::PeakAlloc;
use runtime::{Compiler, Limits, LoadError, Runtime, compile_estimate};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Steps without gain after which a climb starts anew.
const PATIENCE: u32 = 40;
/// Shapes under this share of the limit are left out: what they cost does not matter.
const LEAST_SHARE: f64 = 0.05;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "estimate") {
        return arguments[1..].iter().for_each(|path| estimate(path));
    }
    if arguments.first().is_some_and(|first| first == "measure") {
        return measure(&arguments[1..]);
    }
    let number = |at: usize, otherwise: u64| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let by_memory = arguments.get(2).is_some_and(|what| what == "memory");
    if let Some(folder) = arguments.get(3) {
        // Before the search, or what it finds is lost.
        std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    }
    let compilers: Vec<Compiler> = COMPILERS
        .into_iter()
        .filter(|compiler| arguments.get(4).is_none_or(|name| *name == format!("{compiler:?}")))
        .collect();
    search(number(0, 60), number(1, 1), by_memory, arguments.get(3).map(String::as_str), &compilers);
}

struct Engine {
    compiler: Compiler,
    runtime: Runtime,
}

impl Engine {
    fn new(compiler: Compiler) -> Self {
        let runtime = Runtime::builder().compiler(compiler).pool_slots(0).build().expect("an engine");
        Self { compiler, runtime }
    }
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn measure(paths: &[String]) {
    for compiler in COMPILERS {
        let engine = Engine::new(compiler);
        for path in paths {
            let wasm = read(path);
            match Measured::of(&engine, &wasm) {
                Some(measured) => println!(
                    "{path}: {compiler:?} {:.3} s, {:.0} MiB; {:.2} of its estimate in time, {:.2} in memory",
                    measured.seconds,
                    measured.mebibytes,
                    measured.score(false),
                    measured.score(true)
                ),
                None => println!("{path}: refused, or too cheap to matter"),
            }
        }
    }
}

fn estimate(path: &str) {
    let wasm = read(path);
    match compile_estimate(&wasm) {
        Ok(estimate) => {
            let limits = Limits::default();
            let cost = |units: u64| share(units, limits.compile_cost) * 100.0;
            let memory = |bytes: u64| share(bytes, limits.compile_bytes) * 100.0;
            println!(
                "{path}: {} bytes, {:.0} % of the cost, {:.0} % of the memory; optimised {:.0} and {:.0} %",
                wasm.len(),
                cost(estimate.cost()),
                memory(estimate.bytes()),
                cost(estimate.optimised_cost()),
                memory(estimate.optimised_bytes())
            );
        }
        Err(error) => println!("{path}: {error}"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// What one module took, and what it was estimated at.
#[derive(Debug, Clone, Copy)]
struct Measured {
    seconds: f64,
    mebibytes: f64,
    /// What it was estimated at, in the way that it was compiled.
    units: u64,
    bytes: u64,
}

impl Measured {
    /// None of a module that is not admitted.
    fn of(Engine { compiler, runtime }: &Engine, wasm: &[u8]) -> Option<Self> {
        let estimate = compile_estimate(wasm).expect("shapes are valid");
        let limits = Limits::default();
        let (units, bytes) = match compiler {
            Compiler::Cranelift | Compiler::Pulley if estimate.is_optimised(&limits) => {
                (estimate.optimised_cost(), estimate.optimised_bytes())
            }
            _ => (estimate.cost(), estimate.bytes()),
        };
        let shares = share(units, limits.compile_cost).max(share(bytes, limits.compile_bytes));
        if !(LEAST_SHARE..=1.0).contains(&shares) {
            return None;
        }
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let started = ThreadTime::now();
        let compiled = runtime.compile(wasm);
        let seconds = started.elapsed().as_secs_f64();
        let taken = MEMORY.peak_usage().saturating_sub(before) as u64;
        match compiled {
            Ok(_) => Some(Self { seconds, mebibytes: share(taken, 1 << 20), units, bytes }),
            Err(LoadError::Refused(_)) => None,
            Err(error) => panic!("an admitted module does not compile: {error}"),
        }
    }

    /// Measured again: on a busy machine the least counts.
    fn confirmed(self, engine: &Engine, wasm: &[u8]) -> Self {
        let again = Self::of(engine, wasm).map_or(self.seconds, |again| again.seconds);
        Self { seconds: self.seconds.min(again), ..self }
    }

    /// Of what it was estimated at.
    fn score(&self, by_memory: bool) -> f64 {
        if by_memory {
            self.mebibytes / share(self.bytes, 1 << 20)
        } else {
            self.seconds / share(self.units, 1_000_000_000)
        }
    }
}

fn search(seconds: u64, seed: u64, by_memory: bool, folder: Option<&str>, compilers: &[Compiler]) {
    let engines: Vec<Engine> = compilers.iter().copied().map(Engine::new).collect();
    assert!(!engines.is_empty(), "compilers are {COMPILERS:?}");
    let keep = |name: &str, wasm: &[u8]| {
        if let Some(folder) = folder {
            let path = format!("{folder}/{name}.wasm");
            std::fs::write(&path, wasm).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    };
    let mut random = Random::new(seed);
    let mut worst: Option<(f64, Measured, Shape)> = None;
    let mut dearest: Option<(Measured, usize)> = None;
    let (mut climbs, mut tried) = (0usize, 0u32);
    let is_over = || ProcessTime::now().as_duration().as_secs() >= seconds;
    while !is_over() {
        let engine = &engines[climbs % engines.len()];
        climbs += 1;
        let mut best: Option<(f64, Shape)> = None;
        let mut patience = PATIENCE;
        while patience > 0 && !is_over() {
            let shape = match &best {
                Some((_, shape)) => shape.mutated(&mut random),
                None => Shape::random(&mut random),
            };
            let wasm = shape.wasm();
            let Some(measured) = Measured::of(engine, &wasm) else { continue };
            (tried, patience) = (tried + 1, patience - 1);
            let is_dearest = |measured: &Measured| {
                dearest.as_ref().is_none_or(|(dearest, _): &(Measured, usize)| measured.seconds > dearest.seconds)
            };
            let is_better =
                |measured: &Measured| best.as_ref().is_none_or(|(best, _)| measured.score(by_memory) > *best);
            let measured = if is_dearest(&measured) || is_better(&measured) {
                measured.confirmed(engine, &wasm)
            } else {
                measured
            };
            if is_dearest(&measured) {
                keep("dearest_to_compile", &wasm);
                dearest = Some((measured, wasm.len()));
            }
            let score = measured.score(by_memory);
            if best.as_ref().is_some_and(|(best, _)| score <= *best) {
                continue;
            }
            patience = PATIENCE;
            if worst.as_ref().is_none_or(|(worst, ..)| score > *worst) {
                println!("{tried:>6} shapes  {:?}: {score:.2} of the estimate, {measured:?}", engine.compiler);
                keep("most_for_its_estimate", &wasm);
                worst = Some((score, measured, shape.clone()));
            }
            best = Some((score, shape));
        }
    }
    println!("{tried} shapes in {climbs} climbs, seed {seed}");
    if let Some((score, measured, shape)) = worst {
        println!("\nmost for its estimate: {score:.2}, {measured:?}\n{shape:?}");
    }
    if let Some((measured, bytes)) = dearest {
        println!("\ndearest of the admitted: {measured:?}, {bytes} bytes");
    }
}
