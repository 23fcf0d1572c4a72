//! Looks for the module that is dearest to compile for what it is estimated at, in time or in memory: the weights of `LIMIT-4`.
//!
//! `cargo run --release -p benches --example compile_search -- [SECONDS [SEED [time|memory [FOLDER [COMPILER]]]]]`: seconds of processor
//! time; a compiler's name as `Debug` prints it, or all in turn. The dearest admitted module is written to the folder, and the one that
//! takes most for its estimate. With files for arguments, binary or text, `compile_search -- estimate FILE...` prints their estimates and compiles
//! nothing; `compile_search -- measure FILE...` compiles them on every compiler, or says why they are refused. Memory is what a child process
//! becomes larger by, at its peak, while it compiles: resident memory, on Linux.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use benches::COMPILERS;
use benches::compile_shapes::Shape;
use benches::random::Random;
use cpu_time::{ProcessTime, ThreadTime};
use runtime::{Compiler, Limits, LoadError, Runtime, compile_estimate};

/// First argument of a child process.
const CHILD: &str = "compile-as-child";
/// Steps without gain after which a climb starts anew.
const PATIENCE: u32 = 40;
/// Shapes under this share of the limit are left out: what they cost does not matter.
const LEAST_SHARE: f64 = 0.05;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("estimate") => return arguments[1..].iter().for_each(|path| estimate(path)),
        Some("measure") => return measure(&arguments[1..]),
        Some(CHILD) => return compile_as_child(named(arguments.get(1))[0]),
        _ => {}
    }
    let number = |at: usize, otherwise: u64| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let by_memory = arguments.get(2).is_some_and(|what| what == "memory");
    if let Some(folder) = arguments.get(3) {
        // Before the search, or what it finds is lost.
        std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    }
    search(number(0, 60), number(1, 1), by_memory, arguments.get(3).map(String::as_str), &named(arguments.get(4)));
}

/// The compiler of that name, or all.
fn named(name: Option<&String>) -> Vec<Compiler> {
    let is_named = |compiler: &Compiler| name.is_none_or(|name| *name == format!("{compiler:?}"));
    let compilers: Vec<Compiler> = COMPILERS.into_iter().filter(is_named).collect();
    assert!(!compilers.is_empty(), "compilers are {COMPILERS:?}");
    compilers
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

    /// Units and bytes that compiling is estimated at, in the way that it is done.
    fn estimated(&self, wasm: &[u8]) -> (u64, u64) {
        let estimate = compile_estimate(wasm).expect("a valid module");
        match self.compiler {
            Compiler::Cranelift | Compiler::Pulley if estimate.is_optimised(&Limits::default()) => {
                (estimate.optimised_cost(), estimate.optimised_bytes())
            }
            _ => (estimate.cost(), estimate.bytes()),
        }
    }

    /// What compiling makes a process larger by.
    fn resident_mebibytes(&self, wasm: &[u8]) -> f64 {
        let program = std::env::current_exe().expect("the path of this program");
        let mut child = Command::new(program)
            .args([CHILD, &format!("{:?}", self.compiler)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a child process");
        child.stdin.take().expect("a pipe").write_all(wasm).expect("a child that reads");
        let output = child.wait_with_output().expect("a child that ends");
        let kibibytes = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number from the child");
        share(kibibytes, 1 << 10)
    }
}

fn compile_as_child(compiler: Compiler) {
    let mut wasm = Vec::new();
    std::io::stdin().read_to_end(&mut wasm).expect("a module");
    let Engine { runtime, .. } = Engine::new(compiler);
    let before = peak_kibibytes();
    drop(runtime.compile(&wasm));
    println!("{}", peak_kibibytes() - before);
}

fn peak_kibibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    peak.trim().trim_end_matches("kB").trim().parse().expect("a number")
}

fn read(path: &str) -> Vec<u8> {
    let module = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    wat::parse_bytes(&module).unwrap_or_else(|error| panic!("{path}: {error}")).into_owned()
}

fn measure(paths: &[String]) {
    let limits = Limits::default();
    for compiler in COMPILERS {
        let engine = Engine::new(compiler);
        for path in paths {
            match Measured::of(&engine, &read(path), true) {
                Ok(measured) => println!(
                    "{path}: {compiler:?} {:.3} s, {:.0} MiB; {:.2} and {:.2} of the estimates, which are {:.0} and {:.0} % of the limits",
                    measured.seconds,
                    measured.mebibytes,
                    measured.score(false),
                    measured.score(true),
                    share(measured.units, limits.compile_cost) * 100.0,
                    share(measured.bytes, limits.compile_bytes) * 100.0
                ),
                Err(error) => println!("{path}: {error}"),
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
    /// Memory takes a process of its own, and is 0 if not asked for.
    fn of(engine: &Engine, wasm: &[u8], with_memory: bool) -> Result<Self, LoadError> {
        let started = ThreadTime::now();
        engine.runtime.compile(wasm)?;
        let seconds = started.elapsed().as_secs_f64();
        let (units, bytes) = engine.estimated(wasm);
        let mebibytes = if with_memory { engine.resident_mebibytes(wasm) } else { 0.0 };
        Ok(Self { seconds, mebibytes, units, bytes })
    }

    /// None of a shape that is refused, or too cheap to matter.
    fn of_shape(engine: &Engine, wasm: &[u8], by_memory: bool) -> Option<Self> {
        let (units, bytes) = engine.estimated(wasm);
        let limits = Limits::default();
        let (cost, memory) = (share(units, limits.compile_cost), share(bytes, limits.compile_bytes));
        let matters = if by_memory { memory } else { cost.max(memory) };
        if matters < LEAST_SHARE || cost.max(memory) > 1.0 {
            return None;
        }
        match Self::of(engine, wasm, by_memory) {
            Ok(measured) => Some(measured),
            Err(LoadError::Refused(_)) => None,
            Err(error) => panic!("an admitted module does not compile: {error}"),
        }
    }

    /// Measured again: on a busy machine the least counts.
    fn confirmed(self, engine: &Engine, wasm: &[u8]) -> Self {
        let again = Self::of(engine, wasm, false).map_or(self.seconds, |again| again.seconds);
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
            let Some(measured) = Measured::of_shape(engine, &wasm, by_memory) else { continue };
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
