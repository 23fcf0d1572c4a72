//! What compiling a module takes, and what it was estimated at.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use cpu_time::ThreadTime;
use runtime::{Compiler, Limits, LoadError, Runtime, compile_estimate};

/// First argument of a child process; the second is the compiler.
pub const CHILD: &str = "compile-as-child";

pub struct Engine {
    pub compiler: Compiler,
    runtime: Runtime,
}

impl Engine {
    pub fn new(compiler: Compiler) -> Self {
        let runtime = Runtime::builder().compiler(compiler).pool_slots(0).build().expect("an engine");
        Self { compiler, runtime }
    }

    /// Of the limits: of cost, and of memory. None of a module that is not valid.
    pub fn shares(&self, wasm: &[u8]) -> Option<(f64, f64)> {
        let (units, bytes) = self.estimated(wasm)?;
        let limits = Limits::default();
        Some((share(units, limits.compile_cost), share(bytes, limits.compile_bytes)))
    }

    /// Units and bytes that compiling is estimated at, in the way that it is done.
    fn estimated(&self, wasm: &[u8]) -> Option<(u64, u64)> {
        let estimate = compile_estimate(wasm).ok()?;
        Some(match self.compiler {
            Compiler::Cranelift | Compiler::Pulley if estimate.is_optimised(&Limits::default()) => {
                (estimate.optimised_cost(), estimate.optimised_bytes())
            }
            _ => (estimate.cost(), estimate.bytes()),
        })
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

pub fn compile_as_child(compiler: Compiler) {
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

/// What one module took, and what it was estimated at.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    pub seconds: f64,
    pub mebibytes: f64,
    /// What it was estimated at, in the way that it was compiled.
    pub units: u64,
    pub bytes: u64,
}

impl Measured {
    /// Memory takes a process of its own, and is 0 if not asked for.
    pub fn of(engine: &Engine, wasm: &[u8], with_memory: bool) -> Result<Self, LoadError> {
        let started = ThreadTime::now();
        engine.runtime.compile(wasm)?;
        let seconds = started.elapsed().as_secs_f64();
        let (units, bytes) = engine.estimated(wasm).expect("what was compiled is valid");
        let mebibytes = if with_memory { engine.resident_mebibytes(wasm) } else { 0.0 };
        Ok(Self { seconds, mebibytes, units, bytes })
    }

    /// None of a module that is refused.
    pub fn of_admitted(engine: &Engine, wasm: &[u8], with_memory: bool) -> Option<Self> {
        match Self::of(engine, wasm, with_memory) {
            Ok(measured) => Some(measured),
            Err(LoadError::Refused(_)) => None,
            Err(error) => panic!("an admitted module does not compile: {error}"),
        }
    }

    /// Measured again: on a busy machine the least counts.
    pub fn confirmed(self, engine: &Engine, wasm: &[u8]) -> Self {
        let again = Self::of(engine, wasm, false).map_or(self.seconds, |again| again.seconds);
        Self { seconds: self.seconds.min(again), ..self }
    }

    /// Of what it was estimated at.
    pub fn score(&self, by_memory: bool) -> f64 {
        if by_memory {
            self.mebibytes / share(self.bytes, 1 << 20)
        } else {
            self.seconds / share(self.units, 1_000_000_000)
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
pub fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
