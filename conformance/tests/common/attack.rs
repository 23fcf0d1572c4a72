//! The attacks, and one round of each: for the test of their memory and for the report of their time.
//!
//! Memory is that of a process, so each attack is compiled in a child process and run in another.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use conformance::{Call, Case, ENGINES, GeneratedAttack, Plan, Promise, Step, engine_name, generated_attacks};
use cpu_time::ThreadTime;
use runtime::{Compiler, DEFAULT_FUEL, Instance, LoadError, Outcome, Runtime};

use super::common::files;

/// The attack whose child processes do nothing else: what the others are measured from.
pub const BASELINE: &str = "call_for_ever";

/// A module made to cost a node more than it granted.
#[derive(Debug, Clone)]
pub struct Attack {
    /// Without its folder.
    pub name: String,
    /// Text of the case.
    pub text: String,
    /// Whether a host may also refuse it for what compiling it would cost.
    pub bomb: bool,
    /// Whether it is made in code, and so no case of the suite.
    pub is_generated: bool,
    /// What the children run it on.
    pub engine: Compiler,
}

/// Every attack, the baseline first: files under `cases/attack/`, then those made in code.
pub fn attacks() -> Result<Vec<Attack>> {
    let engine = Compiler::default();
    let mut attacks = Vec::new();
    for file in files("wat")? {
        if let Some(name) = file.name.strip_prefix("attack/") {
            let text = std::fs::read_to_string(&file.path)?;
            attacks.push(Attack { name: name.to_owned(), text, bomb: false, is_generated: false, engine });
        }
    }
    let generated = generated_attacks().into_iter();
    attacks.extend(generated.map(|made| {
        let GeneratedAttack { name, text, bomb } = made;
        Attack { name: name.to_owned(), text, bomb, is_generated: true, engine }
    }));
    let baseline = attacks.iter().position(|attack| attack.name == BASELINE).context("the baseline is an attack")?;
    let baseline = attacks.remove(baseline);
    attacks.insert(0, baseline);
    Ok(attacks)
}

impl Attack {
    /// The case.
    pub fn case(&self) -> Result<Case> {
        Ok(Case::parse(&self.name, &self.text)?)
    }

    /// The case without its module: what a child needs to run code that is already compiled, and no more.
    fn header(&self) -> String {
        let header: Vec<&str> = self.text.lines().take_while(|line| line.starts_with(";;!")).collect();
        format!("{}\n(module)\n", header.join("\n"))
    }

    /// Compiles the module in a child process. Keeps the code in `folder` for [`in_child`](Self::in_child).
    pub fn compile_in_child(&self, folder: &Path) -> Result<Compiled> {
        std::fs::write(folder.join(&self.name).with_extension("wasm"), self.case()?.assemble()?)?;
        std::fs::write(folder.join(&self.name).with_extension("header"), self.header())?;
        let said = self.in_child("compile", folder)?;
        let lines: Vec<&str> = said.lines().collect();
        let [verdict, peak, seconds] = lines[..] else { bail!("a child said {said}") };
        Ok(Compiled { verdict: verdict.to_owned(), peak: peak.parse()?, seconds: seconds.parse()? })
    }

    /// Runs the compiled module in a child process, which does what [`as_child`] is told to do there.
    pub fn in_child(&self, what: &str, folder: &Path) -> Result<String> {
        let attack = folder.join(&self.name);
        let mut child = Command::new(std::env::current_exe()?);
        let output = child.arg(CHILD).arg(what).arg(engine_name(self.engine)).arg(&attack).output()?;
        let error = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "child `{what}` of {}: {}: {error}", attack.display(), output.status);
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// What a child says that was to compile.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// `loaded`, or `refused` and why.
    pub verdict: String,
    /// The most memory that the process ever had, in bytes.
    pub peak: u64,
    /// Processor time.
    pub seconds: f64,
}

/// First argument of a process that is a child.
const CHILD: &str = "child-of-attacks";

/// Does what a child is for, if this process is one: compiles, or prints what `run` says of the loaded module.
pub fn as_child(run: impl FnOnce(&Case, Instance) -> Result<String>) -> Result<bool> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, child, what, engine, attack] = &arguments[..] else { return Ok(false) };
    if child != CHILD {
        return Ok(false);
    }
    let attack = Path::new(attack);
    let engine = ENGINES.into_iter().find(|known| engine_name(*known) == engine).context("an engine")?;
    let runtime = Runtime::builder().compiler(engine).build()?;
    if what == "compile" {
        print!("{}", compile(&runtime, attack)?);
        return Ok(true);
    }
    let name = attack.file_name().and_then(|name| name.to_str()).context("a name")?;
    let case = Case::parse(name, &std::fs::read_to_string(attack.with_extension("header"))?)?;
    let stored = std::fs::read(attack.with_extension("stored"))?;
    #[expect(unsafe_code, reason = "the bytes are our own, written by the child that compiled")]
    // SAFETY: a child of the same program wrote them from a module it compiled.
    let module = unsafe { runtime.deserialize(&stored) }?;
    drop(stored);
    let instance = runtime.instantiate(&module)?;
    print!("{}", run(&case, instance)?);
    Ok(true)
}

/// Says `refused` and why, or `loaded`; then the peak of memory; then the time.
fn compile(runtime: &Runtime, attack: &Path) -> Result<String> {
    let wasm = std::fs::read(attack.with_extension("wasm"))?;
    let started = ThreadTime::now();
    let compiled = runtime.compile(&wasm);
    let seconds = started.elapsed().as_secs_f64();
    let peak = peak_bytes()?; // before the code is copied to be stored
    let verdict = match compiled {
        Ok(module) => {
            std::fs::write(attack.with_extension("stored"), module.serialize()?)?;
            "loaded".to_owned()
        }
        Err(LoadError::Refused(refusal)) => format!("refused: {refusal}"),
        Err(LoadError::Host(error)) => return Err(error.into()),
    };
    Ok(format!("{verdict}\n{peak}\n{seconds}\n"))
}

/// The most memory that this process ever had.
pub fn peak_bytes() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM in /proc/self/status")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

/// What is worse for the host than what the case itself does: full state, budgets, larger arguments.
#[derive(Debug, Clone, Copy, Default)]
struct Worst {
    slots: u32,
    budgets: u32,
    arguments: Option<&'static [i64]>,
}

impl Worst {
    fn of(name: &str) -> Self {
        let none = Self::default();
        match name {
            "slots_read_at_random" | "slots_written_at_random" => Self { slots: 65_536, ..none },
            "dimensions_at_random" => Self { budgets: 1_024, ..none },
            "loads_that_miss" => Self { arguments: Some(&[262_144]), ..none },
            "slots_written_and_kept" => Self { arguments: Some(&[65_536]), ..none },
            "events_kept" => Self { arguments: Some(&[1_024, 16]), ..none },
            _ => none,
        }
    }
}

/// An attack on its way.
pub struct Attacker {
    instance: Instance,
    steps: Vec<Step>,
    worst: Worst,
}

/// What one round did.
#[derive(Debug, Clone)]
pub struct Round {
    /// Fuel of all its calls.
    pub fuel_used: u64,
    /// How the last of them ended.
    pub outcome: String,
}

impl Attacker {
    /// Ready for the first round.
    pub fn new(case: &Case, mut instance: Instance) -> Self {
        let steps = match &case.plan {
            Plan::Steps(steps) => steps.clone(),
            Plan::Refused { .. } => Vec::new(),
        };
        let worst = Worst::of(&case.path);
        (0..worst.slots).for_each(|slot| instance.set_state(slot, 1));
        (0..worst.budgets).for_each(|dimension| instance.set_gas_budget(dimension, u64::MAX));
        Self { instance, steps, worst }
    }

    /// Whether more fuel makes a round longer.
    pub fn is_endless(&self) -> bool {
        self.steps.iter().any(is_endless)
    }

    /// The case from its first step to its last, on the same instance as the round before. A call that ends for want of fuel is
    /// given `fuel`; others are given what the case says, or the default.
    pub fn round(&mut self, fuel: u64) -> Result<Round> {
        let mut round = Round { fuel_used: 0, outcome: "nothing called".to_owned() };
        self.instance.set_fuel(DEFAULT_FUEL)?;
        for step in &self.steps {
            if let Some(units) = step.fuel {
                let larger = self.worst.arguments.map_or(units, |_| DEFAULT_FUEL);
                self.instance.set_fuel(if is_endless(step) { fuel } else { larger })?;
            }
            step.clear_budgets.iter().for_each(|dimension| self.instance.clear_gas_budget(*dimension));
            step.budgets.iter().for_each(|(dimension, units)| self.instance.set_gas_budget(*dimension, *units));
            if step.take_events {
                self.instance.take_events();
            }
            let Some(call) = &step.call else { continue };
            let arguments = self.worst.arguments.unwrap_or(&call.arguments);
            let receipt = self.instance.execute(&call.export, arguments)?;
            round.fuel_used += receipt.fuel_used;
            round.outcome = match &receipt.outcome {
                Outcome::Returned(_) => "returned".to_owned(),
                Outcome::Trapped(trap) => trap.name().to_owned(),
            };
        }
        Ok(round)
    }
}

fn is_endless(step: &Step) -> bool {
    let promises_out_of_fuel = |call: &Call| call.expect.promise == Promise::Trap(conformance::TrapName::OutOfFuel);
    step.fuel.is_some() && step.call.as_ref().is_some_and(promises_out_of_fuel)
}
